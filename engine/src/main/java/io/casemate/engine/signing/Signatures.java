package io.casemate.engine.signing;

import io.casemate.engine.problem.Outcome;
import io.casemate.engine.units.Digest;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// Makes signatures and keeps those of revisions.
public interface Signatures {

    /// Who signs, and where the signature goes.
    ///
    /// @param key PKCS#8 private key in PEM
    /// @param certificates PEM, the key's certificate first
    /// @param out file to write; without it `model.sig` beside or in what is signed
    record Pen(Path key, Optional<Path> certificates, Optional<Path> out) {}

    /// A signature that was made.
    ///
    /// @param file where it is
    /// @param fingerprint of the key
    record Signed(Path file, Digest fingerprint, Curve curve, SigningMethod method) {}

    /// A pair of keys that was made.
    record NewKey(Path privateFile, Path publicFile, Curve curve, Digest fingerprint) {}

    /// Signs a model's folder, or its only file. Existing files are never replaced.
    Outcome<Signed> sign(Path content, Pen pen);

    /// Signs the files of a revision in `folder`, keeps the signature under the revision's digest,
    /// writes the ledger entry, and writes a copy to the pen's `out` if there is one.
    Outcome<Signed> signRevision(Digest revision, Path folder, Pen pen);

    /// {@return the signature files kept for `revision`, sorted by name}
    List<Path> of(Digest revision);

    /// Makes a pair of keys: `file`, readable by its owner only, and `file.pub` beside it.
    Outcome<NewKey> newKey(Path file, Curve curve);
}
