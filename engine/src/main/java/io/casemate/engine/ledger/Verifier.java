package io.casemate.engine.ledger;

import io.casemate.engine.json.CanonicalJson;
import io.casemate.engine.json.Json;
import io.casemate.engine.problem.Problem;
import io.casemate.engine.units.Digest;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// Walks a ledger from its files and trusts nothing: framing, checksums, canonical form, sequence,
/// chain, and every signed checkpoint.
final class Verifier {
    private final Path ledger;
    private final MerkleTree tree = new MerkleTree();
    private final Map<Long, Digest> roots = new HashMap<>();
    private Digest previous = Digest.of(new byte[0]);
    private Optional<Problem> problem = Optional.empty();

    Verifier(Path ledger) {
        this.ledger = ledger;
    }

    Verification verify() throws IOException {
        for (Path note : Checkpoints.list(ledger)) {
            roots.put(Checkpoints.sizeOf(note), previous);
        }
        roots.computeIfPresent(0L, (_, _) -> tree.root());
        walk();
        if (problem.isEmpty()) {
            problem = firstBadCheckpoint();
        }
        return new Verification(tree.size(), tree.root(), problem);
    }

    private void walk() throws IOException {
        Path file = ledger.resolve(LiveLedger.LOG);
        if (Files.notExists(file)) {
            return;
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            LogFile.Scan scan = LogScanner.scan(channel, (_, payload) -> check(payload));
            if (scan.rest() > 0) {
                problem =
                        problem.or(() ->
                                Optional.of(
                                        LedgerProblem.damaged(
                                                tree.size(),
                                                "In the file, " + scan.damage() + ".")));
            }
        }
    }

    private void check(byte[] payload) {
        if (problem.isPresent()) {
            return; // what follows the first bad entry proves nothing
        }
        String fault = faultOf(payload);
        if (!fault.isEmpty()) {
            problem = Optional.of(LedgerProblem.damaged(tree.size(), fault));
            return;
        }
        previous = MerkleTree.leafHash(payload);
        tree.append(previous);
        roots.computeIfPresent(tree.size(), (_, _) -> tree.root());
    }

    private String faultOf(byte[] payload) {
        try {
            LedgerEntry entry = Leaf.decode(payload);
            if (entry.sequence() != tree.size()) {
                return "It says that it is entry %d.".formatted(entry.sequence());
            }
            if (!Arrays.equals(payload, CanonicalJson.bytes(Json.mapper().readTree(payload)))) {
                return "It is not in canonical form.";
            }
            if (!Leaf.previous(payload).equals(previous.hex())) {
                return "It does not follow from the entry before it.";
            }
            return "";
        } catch (IllegalArgumentException e) {
            return "In the file, %s.".formatted(e.getMessage());
        }
    }

    private Optional<Problem> firstBadCheckpoint() throws IOException {
        for (Path note : Checkpoints.list(ledger)) {
            Optional<Problem> bad = faultOf(note);
            if (bad.isPresent()) {
                return bad;
            }
        }
        return Optional.empty();
    }

    private Optional<Problem> faultOf(Path note) throws IOException {
        Checkpoint checkpoint;
        try {
            PublicKey key = Checkpoints.publicKey(ledger);
            checkpoint = Checkpoint.verified(Files.readString(note), key);
        } catch (IllegalArgumentException | GeneralSecurityException e) {
            return Optional.of(
                    LedgerProblem.BAD_CHECKPOINT.because(
                            "Checkpoint %s does not hold.".formatted(note.getFileName()),
                            "%s.".formatted(e.getMessage()),
                            "Restore the ledger folder from a backup; keep this one as evidence."));
        }
        if (checkpoint.size() > tree.size()) {
            return contradicts(
                    checkpoint,
                    "The ledger has %d entries and had %d when it was signed."
                            .formatted(tree.size(), checkpoint.size()));
        }
        return checkpoint.root().equals(roots.get(checkpoint.size()))
                ? Optional.empty()
                : contradicts(checkpoint, "The entries are not those that were signed.");
    }

    private static Optional<Problem> contradicts(Checkpoint checkpoint, String why) {
        return Optional.of(
                LedgerProblem.CONTRADICTS_CHECKPOINT.because(
                        "The ledger contradicts its checkpoint at %d entries."
                                .formatted(checkpoint.size()),
                        why,
                        "Restore the ledger folder from a backup; keep this one as evidence."));
    }
}
