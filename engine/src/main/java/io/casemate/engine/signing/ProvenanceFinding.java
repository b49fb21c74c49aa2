package io.casemate.engine.signing;

import io.casemate.engine.units.Digest;
import java.util.List;

/// What is known of who made a model.
public sealed interface ProvenanceFinding {

    /// The policy is [ProvenancePolicy#OFF]: nobody looked.
    record NotChecked() implements ProvenanceFinding {}

    /// There is no signature, and the policy allows that.
    record Unsigned() implements ProvenanceFinding {}

    /// Every file is as its signer left it.
    ///
    /// @param name of the trusted identity that the signature rests on
    /// @param fingerprint of the signing key: SHA-256 of its PEM text
    /// @param files what the signature covers, sorted
    /// @param ignored what is there and is not covered, as the signer said, such as `.git`
    record SignedBy(
            String name,
            SigningMethod method,
            Curve curve,
            Digest fingerprint,
            List<String> files,
            List<String> ignored)
            implements ProvenanceFinding {

        public SignedBy {
            files = List.copyOf(files);
            ignored = List.copyOf(ignored);
        }
    }
}
