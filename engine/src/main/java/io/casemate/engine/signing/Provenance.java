package io.casemate.engine.signing;

import io.casemate.engine.problem.Outcome;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Clock;
import java.util.stream.Collectors;

/// Asks who made a model, as the policy of the trust store wants it. Writes nothing and needs no
/// ledger.
public final class Provenance {
    /// The signature's name in a model's folder.
    public static final String SIGNATURE_FILE = "model.sig";

    private final OmsVerifier verifier;

    public Provenance(Clock clock) {
        verifier = new OmsVerifier(clock);
    }

    /// Checks a folder with everything that came with the model, before anything is renamed or
    /// removed. Reads every file once.
    ///
    /// Refused with `AL-301` (no signature), `AL-302` (unknown signer), `AL-303` (changed or
    /// missing), `AL-304` (not covered), `AL-306` (unusable signature), `AL-307` (certificate) and
    /// `SIGN-005` (not readable).
    public Outcome<ProvenanceFinding> check(Path folder, TrustStore trust) {
        if (trust.policy() == ProvenancePolicy.OFF) {
            return Outcome.done(new ProvenanceFinding.NotChecked());
        }
        Path signature = folder.resolve(SIGNATURE_FILE);
        if (Files.exists(signature, LinkOption.NOFOLLOW_LINKS)) {
            return verify(folder, signature, trust).map(found -> found);
        }
        if (trust.policy() == ProvenancePolicy.OPTIONAL) {
            return Outcome.done(new ProvenanceFinding.Unsigned());
        }
        return Outcome.refused(
                SigningProblem.UNSIGNED.because(
                        "'%s' was not let in.".formatted(folder.getFileName()),
                        "No signature (%s). The policy requires one from: %s."
                                .formatted(SIGNATURE_FILE, signers(trust)),
                        trust.identities().isEmpty()
                                ? "Add the key of a signer you trust, then import a model that it has signed."
                                : "Ask for the model with its signature file beside it."));
    }

    /// Checks `content`, a folder or one file, against a signature file that may be elsewhere;
    /// whatever the policy is.
    public Outcome<ProvenanceFinding.SignedBy> verify(
            Path content, Path signature, TrustStore trust) {
        return verifier.verify(content, signature, trust);
    }

    private static String signers(TrustStore trust) {
        return trust.identities().isEmpty()
                ? "nobody, since no key or certificate is trusted yet"
                : trust.identities().stream()
                        .map(Provenance::signer)
                        .collect(Collectors.joining(", "));
    }

    private static String signer(TrustedIdentity trusted) {
        String hex = trusted.identity().fingerprint().hex();
        return "%s (%s, %s…%s)"
                .formatted(
                        trusted.name(),
                        trusted.identity().algorithm(),
                        hex.substring(0, 4),
                        hex.substring(hex.length() - 4));
    }
}
