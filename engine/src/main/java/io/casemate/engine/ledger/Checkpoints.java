package io.casemate.engine.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.casemate.engine.ledger.Signer.SignerIdentity;
import io.casemate.engine.problem.Problem;
import io.casemate.engine.units.Digest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/// Signed heads of the ledger: C2SP signed notes (origin, size, base64 root, Ed25519 signature),
/// one after another in a file, an empty line after each. What a checkpoint was signed for cannot
/// be taken away or changed unnoticed.
///
/// @param heads in the order they were signed
/// @param problem the first note that is not what was signed
record Checkpoints(List<LedgerHead> heads, Optional<Problem> problem) {
    private static final int SIGNATURE = 64;
    private static final int KEY_HASH = 4;

    static final Checkpoints NONE = new Checkpoints(List.of(), Optional.empty());

    /// {@return these and a head that the read model remembers}
    Checkpoints and(Optional<LedgerHead> remembered) {
        List<LedgerHead> all = new ArrayList<>();
        remembered.ifPresent(all::add);
        all.addAll(heads);
        return new Checkpoints(all, problem);
    }

    /// {@return the note of `head`}
    static String note(LedgerHead head, Signer signer) {
        String body =
                "%s\n%d\n%s\n"
                        .formatted(
                                signer.identity().name(),
                                head.size(),
                                Base64.getEncoder().encodeToString(head.root().hash()));
        byte[] signature =
                ByteBuffer.allocate(KEY_HASH + SIGNATURE)
                        .put(signer.identity().hash())
                        .put(signer.sign(body))
                        .array();
        String encoded = Base64.getEncoder().encodeToString(signature);
        return body + "\n— " + signer.identity().name() + " " + encoded + "\n\n";
    }

    /// A note without its end was being written when the process ended; it is left out.
    static Checkpoints read(Path file, Path identities) throws IOException {
        if (!Files.exists(file)) {
            return new Checkpoints(List.of(), Optional.empty());
        }
        List<SignerIdentity> signers = identities(identities);
        String text = new String(Files.readAllBytes(file), UTF_8);
        List<LedgerHead> heads = new ArrayList<>();
        int from = 0;
        while (from < text.length()) {
            int bodyEnd = text.indexOf("\n\n", from);
            int noteEnd = bodyEnd < 0 ? -1 : text.indexOf("\n\n", bodyEnd + 2);
            if (noteEnd < 0) {
                break;
            }
            Optional<LedgerHead> head =
                    parse(text.substring(from, bodyEnd + 1), text.substring(bodyEnd + 2, noteEnd))
                            .filter(note -> signers.stream().anyMatch(note::isSignedBy))
                            .map(Note::head);
            if (head.isEmpty()) {
                return new Checkpoints(heads, Optional.of(forged(heads.size())));
            }
            heads.add(head.get());
            from = noteEnd + 2;
        }
        return new Checkpoints(heads, Optional.empty());
    }

    private record Note(String body, LedgerHead head, byte[] signature) {
        boolean isSignedBy(SignerIdentity signer) {
            return signer.verifies(body, signature);
        }
    }

    private static Optional<Note> parse(String body, String signatureLine) {
        try {
            String[] lines = body.split("\n");
            String encoded = signatureLine.substring(signatureLine.lastIndexOf(' ') + 1);
            byte[] signature = Base64.getDecoder().decode(encoded);
            Digest root = Digest.ofHash(Base64.getDecoder().decode(lines[2]));
            LedgerHead head = new LedgerHead(Long.parseLong(lines[1]), root);
            int from = Math.min(KEY_HASH, signature.length);
            return Optional.of(
                    new Note(
                            body,
                            head,
                            java.util.Arrays.copyOfRange(signature, from, signature.length)));
        } catch (IllegalArgumentException | IndexOutOfBoundsException _) {
            return Optional.empty();
        }
    }

    private static List<SignerIdentity> identities(Path file) throws IOException {
        List<SignerIdentity> signers = new ArrayList<>();
        for (String line : Files.exists(file) ? Files.readAllLines(file) : List.<String>of()) {
            try {
                signers.add(SignerIdentity.parse(line));
            } catch (GeneralSecurityException
                    | IllegalArgumentException
                    | IndexOutOfBoundsException e) {
                throw new IOException("The list of signers is damaged: " + file, e);
            }
        }
        return signers;
    }

    private static Problem forged(int index) {
        return LedgerProblem.CONTRADICTED.because(
                "Checkpoint %d of the ledger does not hold.".formatted(index),
                "Its signature does not fit what it says.",
                "Compare the ledger folder with a backup, and find out who could write to it.");
    }
}
