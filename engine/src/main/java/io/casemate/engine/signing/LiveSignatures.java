package io.casemate.engine.signing;

import io.casemate.engine.ledger.Draft;
import io.casemate.engine.ledger.Ledger;
import io.casemate.engine.problem.Outcome;
import io.casemate.engine.problem.Problem;
import io.casemate.engine.units.Digest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// Signs with keys in files, and keeps the signatures of revisions under `sha256/<first two
/// digits>/<revision>/<fingerprint of the key>-<digest of the signature>.sig`.
public final class LiveSignatures implements Signatures {
    private static final String SUFFIX = ".sig";

    private final Path root;
    private final Ledger ledger;

    /// @param root folder of the signatures of revisions
    public LiveSignatures(Path root, Ledger ledger) {
        this.root = root;
        this.ledger = ledger;
    }

    @Override
    public Outcome<Signed> sign(Path content, Pen pen) {
        String what = "'%s' was not signed.".formatted(content.getFileName());
        return answer(
                what,
                () -> {
                    requireContent(content, what);
                    Path folder =
                            Files.isDirectory(content)
                                    ? content
                                    : content.toAbsolutePath().getParent();
                    Path out = pen.out().orElse(folder.resolve(Provenance.SIGNATURE_FILE));
                    SafeFiles.refuseExisting(out, what);
                    SigningKey key = SigningKey.read(pen.key(), pen.certificates(), what);
                    Set<String> ignored =
                            ModelFiles.inside(content, out).map(Set::of).orElse(Set.of());
                    SafeFiles.write(out, new OmsSigner(key).sign(content, ignored, what));
                    return signed(out, key);
                });
    }

    private static void requireContent(Path content, String what) throws Refusal {
        if (!Files.exists(content)) {
            throw SigningProblem.CONTENT.refusal(
                    what,
                    "'%s' does not exist.".formatted(content),
                    "Name a model's folder or file, or a revision in the registry.");
        }
    }

    /// First the bytes, then the entry: a signature without an entry is harmless, since it vouches
    /// for itself.
    @Override
    public Outcome<Signed> signRevision(Digest revision, Path folder, Pen pen) {
        String what = "Revision %s was not signed.".formatted(revision.abbreviated());
        return answer(
                what,
                () -> {
                    if (pen.out().isPresent()) {
                        SafeFiles.refuseExisting(pen.out().get(), what);
                    }
                    SigningKey key = SigningKey.read(pen.key(), pen.certificates(), what);
                    byte[] bundle =
                            new OmsSigner(key)
                                    .sign(folder, Set.of(Provenance.SIGNATURE_FILE), what);
                    Digest digest = Digest.of(bundle);
                    Path kept =
                            folder(revision)
                                    .resolve(
                                            key.fingerprint().abbreviated()
                                                    + "-"
                                                    + digest.abbreviated()
                                                    + SUFFIX);
                    SafeFiles.keep(kept, bundle);
                    if (pen.out().isPresent()) {
                        SafeFiles.write(pen.out().get(), bundle);
                    }
                    Signed signed = signed(pen.out().orElse(kept), key);
                    ledger.append(
                            Draft.of(
                                    new RevisionSigned(
                                            revision,
                                            signed.fingerprint(),
                                            signed.curve(),
                                            signed.method(),
                                            digest),
                                    revision.toString()));
                    return signed;
                });
    }

    @Override
    public List<Path> of(Digest revision) {
        Path folder = folder(revision);
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(SUFFIX)).sorted().toList();
        } catch (IOException e) {
            throw new SigningException(
                    unreadable("The signatures of a revision were not listed.", e), e);
        }
    }

    private Path folder(Digest revision) {
        return root.resolve("sha256")
                .resolve(revision.hex().substring(0, 2))
                .resolve(revision.hex());
    }

    @Override
    public Outcome<NewKey> newKey(Path file, Curve curve) {
        String what = "No new key was made.";
        return answer(
                what,
                () -> {
                    Path publicFile = file.resolveSibling(file.getFileName() + ".pub");
                    SafeFiles.refuseExisting(file, what);
                    SafeFiles.refuseExisting(publicFile, what);
                    KeyPair pair = PrivateKeys.create(curve);
                    SafeFiles.writeSecret(
                            file,
                            Pem.text("PRIVATE KEY", pair.getPrivate().getEncoded())
                                    .getBytes(Pem.CHARACTERS));
                    SafeFiles.write(
                            publicFile,
                            Pem.text("PUBLIC KEY", pair.getPublic().getEncoded())
                                    .getBytes(Pem.CHARACTERS));
                    return new NewKey(file, publicFile, curve, Curve.fingerprint(pair.getPublic()));
                });
    }

    private static Signed signed(Path file, SigningKey key) {
        return new Signed(
                file,
                key.fingerprint(),
                key.curve(),
                key.chain().isEmpty() ? SigningMethod.KEY : SigningMethod.CERTIFICATE);
    }

    /// Work that may be refused or meet a bad disk.
    @FunctionalInterface
    private interface Work<T> {
        T run() throws Refusal, IOException;
    }

    private static <T> Outcome<T> answer(String what, Work<T> work) {
        try {
            return Outcome.done(work.run());
        } catch (Refusal e) {
            return Outcome.refused(e.problem());
        } catch (IOException e) {
            return Outcome.refused(unreadable(what, e));
        }
    }

    private static Problem unreadable(String what, IOException e) {
        return SigningProblem.FILES.because(
                what,
                "A file could not be read or written: %s.".formatted(e),
                "Check permissions and free space, and try again.");
    }
}
