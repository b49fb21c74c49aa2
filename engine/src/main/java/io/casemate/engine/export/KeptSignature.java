package io.casemate.engine.export;

import io.casemate.engine.ledger.Ledger;
import io.casemate.engine.ledger.LedgerEntry;
import io.casemate.engine.models.RevisionId;
import io.casemate.engine.signing.RevisionSigned;
import io.casemate.engine.signing.Signatures;
import io.casemate.engine.units.Digest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A signature that was made here.
record KeptSignature(Digest digest, byte[] content) {
    private static final int PAGE = 1000;

    /// {@return the last signature of `id` that the ledger knows and that is still here}
    static Optional<KeptSignature> newest(RevisionId id, Signatures signatures, Ledger ledger)
            throws IOException {
        Map<Digest, byte[]> kept = new HashMap<>();
        for (Path file : signatures.of(id.digest())) {
            byte[] content = Files.readAllBytes(file);
            kept.put(Digest.of(content), content);
        }
        if (kept.isEmpty()) {
            return Optional.empty();
        }
        Optional<KeptSignature> newest = Optional.empty();
        long from = 0;
        List<LedgerEntry> page = ledger.list(from, PAGE);
        while (!page.isEmpty()) {
            for (LedgerEntry entry : page) {
                if (entry.is(RevisionSigned.class) && entry.subject().equals(id.toString())) {
                    Digest digest = entry.event(RevisionSigned.class).signature();
                    if (kept.containsKey(digest)) {
                        newest = Optional.of(new KeptSignature(digest, kept.get(digest)));
                    }
                }
            }
            from += page.size();
            page = ledger.list(from, PAGE);
        }
        return newest;
    }
}
