package io.casemate.engine.signing;

import io.casemate.engine.problem.Outcome;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// Verifies OpenSSF Model Signing v1.0 bundles against the trust store. Strict: whatever the
/// signature does not vouch for fails it.
///
/// Source: OpenSSF Model Signing specification v1.0; DSSE v1; RFC 5280 for chains.
final class OmsVerifier {
    private final Clock clock;

    OmsVerifier(Clock clock) {
        this.clock = clock;
    }

    /// @param content a model's folder, or its only file
    Outcome<ProvenanceFinding.SignedBy> verify(Path content, Path signature, TrustStore trust) {
        String what = "The signature of '%s' was not accepted.".formatted(content.getFileName());
        try {
            Bundle bundle = new BundleReader(what).read(signature);
            Manifest manifest = new ManifestReader(what).read(bundle.payload());
            Signer signer = signer(what, bundle, trust);
            checkSignature(what, bundle, signer);
            ModelFiles found = new ContentCheck(what, content, signature).compare(manifest);
            return Outcome.done(finding(signer, found, content, signature));
        } catch (Refusal e) {
            return Outcome.refused(e.problem());
        } catch (IOException e) {
            return Outcome.refused(
                    SigningProblem.FILES.because(
                            what,
                            "A file could not be read: %s.".formatted(e),
                            "Check the medium and the permissions, and try again."));
        }
    }

    /// Whose key is to be checked.
    private record Signer(TrustedIdentity trusted, SigningMethod method, PublicKey key) {}

    private Signer signer(String what, Bundle bundle, TrustStore trust) throws Refusal {
        return switch (bundle.material()) {
            case Bundle.Material.Key(Optional<String> hint) -> {
                TrustedIdentity trusted =
                        hint.isPresent()
                                ? byHint(what, hint.get(), trust)
                                : byTrying(what, bundle, trust);
                yield new Signer(trusted, SigningMethod.KEY, trusted.identity().publicKey());
            }
            case Bundle.Material.Chain(List<X509Certificate> chain) ->
                    new Signer(
                            new ChainCheck(what, clock.instant()).check(chain, trust),
                            SigningMethod.CERTIFICATE,
                            chain.getFirst().getPublicKey());
        };
    }

    private static TrustedIdentity byHint(String what, String hint, TrustStore trust)
            throws Refusal {
        return trust.of(Identity.Kind.KEY).stream()
                .filter(one -> one.identity().fingerprint().hex().equals(hint))
                .findFirst()
                .orElseThrow(() -> unknown(what, "an unknown key (hint %s)".formatted(hint)));
    }

    /// Without a hint, the key is whichever trusted one the signature holds for.
    private static TrustedIdentity byTrying(String what, Bundle bundle, TrustStore trust)
            throws Refusal {
        byte[] signed = Bundle.signedBytes(bundle.payload());
        return trust.of(Identity.Kind.KEY).stream()
                .filter(one -> holds(one.identity().publicKey(), signed, bundle.signature()))
                .findFirst()
                .orElseThrow(() ->
                        unknown(
                                what,
                                "a key that is not named, and none of the %d trusted keys fits"
                                        .formatted(trust.of(Identity.Kind.KEY).size())));
    }

    private static Refusal unknown(String what, String by) {
        return SigningProblem.UNKNOWN_SIGNER.refusal(
                what,
                "It is signed by %s.".formatted(by),
                "If you trust the signer, get the public key from them by another way and add it: casemate trust add FILE --name NAME.");
    }

    private static void checkSignature(String what, Bundle bundle, Signer signer) throws Refusal {
        if (Curve.of(signer.key()).isEmpty()) {
            throw SigningProblem.UNUSABLE_SIGNATURE.refusal(
                    what,
                    "It is made with a key of the kind %s; accepted are P-256, P-384 and P-521."
                            .formatted(Curve.describe(signer.key())),
                    "Have the model signed again with such a key.");
        }
        byte[] payload = bundle.payload();
        if (holds(signer.key(), Bundle.signedBytes(payload), bundle.signature())) {
            return;
        }
        if (holds(signer.key(), Bundle.faultyBytes(payload), bundle.signature())) {
            throw SigningProblem.UNUSABLE_SIGNATURE.refusal(
                    what,
                    "It was made by model-signing 0.2, which signed other bytes than the DSSE standard says.",
                    "Have the model signed again with a newer version.");
        }
        throw SigningProblem.MISMATCH.refusal(
                what,
                "The signature does not match: its list of files was changed after signing, or the key '%s' did not make it."
                        .formatted(signer.trusted().name()),
                "Get model and signature again from their source. If they differ there too, ask the signer.");
    }

    private static boolean holds(PublicKey key, byte[] signed, byte[] signature) {
        Optional<Curve> curve = Curve.of(key);
        if (curve.isEmpty()) {
            return false;
        }
        try {
            Signature verifier = Signature.getInstance(curve.get().signatureAlgorithm());
            verifier.initVerify(key);
            verifier.update(signed);
            return verifier.verify(signature);
        } catch (SignatureException | InvalidKeyException _) {
            return false; // no ECDSA signature at all, or a point that is not on the curve
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has ECDSA", e);
        }
    }

    private static ProvenanceFinding.SignedBy finding(
            Signer signer, ModelFiles found, Path content, Path signature) {
        Set<String> ignored = new TreeSet<>(found.ignored());
        ModelFiles.inside(content, signature).ifPresent(ignored::remove);
        return new ProvenanceFinding.SignedBy(
                signer.trusted().name(),
                signer.method(),
                Curve.of(signer.key()).orElseThrow(),
                Curve.fingerprint(signer.key()),
                new ArrayList<>(found.files().keySet()),
                new ArrayList<>(ignored));
    }
}
