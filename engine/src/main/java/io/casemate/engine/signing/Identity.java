package io.casemate.engine.signing;

import io.casemate.engine.units.Digest;
import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.X509EncodedKeySpec;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// A public key, or a certificate whose holder may sign or vouch for signers.
///
/// @param algorithm such as `P-384` or `RSA-3072`
/// @param fingerprint of a key: SHA-256 of its PEM text, which is the hint in its signatures; of a
///   certificate: SHA-256 of its DER bytes
/// @param pem one block
/// @param expires when the certificate does; keys do not
public record Identity(
        Kind kind, String algorithm, Digest fingerprint, String pem, Optional<Instant> expires) {

    /// What kind of identity it is.
    public enum Kind {
        KEY,
        CERTIFICATE
    }

    static Identity of(PublicKey key) {
        return new Identity(
                Kind.KEY,
                Curve.describe(key),
                Curve.fingerprint(key),
                Pem.text("PUBLIC KEY", key.getEncoded()),
                Optional.empty());
    }

    static Identity of(X509Certificate certificate) throws CertificateException {
        return new Identity(
                Kind.CERTIFICATE,
                Curve.describe(certificate.getPublicKey()),
                Digest.of(certificate.getEncoded()),
                Pem.text("CERTIFICATE", certificate.getEncoded()),
                Optional.of(certificate.getNotAfter().toInstant()));
    }

    /// Reads a PEM file that holds one public key or one certificate.
    static Identity read(Path file) throws Refusal {
        String what = "'%s' was not read as a key or certificate.".formatted(file.getFileName());
        List<Pem> blocks = Pem.parse(Pem.read(file, what));
        if (blocks.size() != 1) {
            throw SigningProblem.NOT_AN_IDENTITY.refusal(
                    what,
                    "It holds %d PEM blocks and must hold one.".formatted(blocks.size()),
                    "Name a PEM file that begins with BEGIN PUBLIC KEY or BEGIN CERTIFICATE.");
        }
        return of(blocks.getFirst(), what);
    }

    private static Identity of(Pem block, String what) throws Refusal {
        try {
            return switch (block.label()) {
                case "PUBLIC KEY" -> ofCurve(of(publicKey(block.content())), what);
                case "CERTIFICATE" -> of(certificate(block.content()));
                default ->
                        throw SigningProblem.NOT_AN_IDENTITY.refusal(
                                what,
                                "It holds a block of the kind '%s'.".formatted(block.label()),
                                block.label().contains("PRIVATE")
                                        ? "Keep the private key secret, and name the file with its public half."
                                        : "Name a PEM file that begins with BEGIN PUBLIC KEY or BEGIN CERTIFICATE.");
            };
        } catch (GeneralSecurityException e) {
            throw SigningProblem.NOT_AN_IDENTITY.refusal(
                    what,
                    "Its content cannot be decoded: %s.".formatted(e.getMessage()),
                    "Copy the file again from where it was made.");
        }
    }

    private static Identity ofCurve(Identity identity, String what) throws Refusal {
        if (Curve.of(identity.publicKey()).isEmpty()) {
            throw SigningProblem.NOT_AN_IDENTITY.refusal(
                    what,
                    "It is a key of the kind %s; signatures of models use P-256, P-384 or P-521."
                            .formatted(identity.algorithm()),
                    "Ask the signer for an elliptic-curve key on one of these.");
        }
        return identity;
    }

    static PublicKey publicKey(byte[] content) throws GeneralSecurityException {
        try {
            return KeyFactory.getInstance("EC").generatePublic(new X509EncodedKeySpec(content));
        } catch (java.security.spec.InvalidKeySpecException _) {
            return KeyFactory.getInstance("RSA").generatePublic(new X509EncodedKeySpec(content));
        }
    }

    static X509Certificate certificate(byte[] content) throws CertificateException {
        return (X509Certificate)
                CertificateFactory.getInstance("X.509")
                        .generateCertificate(new ByteArrayInputStream(content));
    }

    /// {@return the key, or the certificate's}
    PublicKey publicKey() {
        try {
            byte[] content = Pem.parse(pem).getFirst().content();
            return kind == Kind.KEY ? publicKey(content) : certificate(content).getPublicKey();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("pem was checked when it was read", e);
        }
    }

    /// {@return the certificate; only for [Kind#CERTIFICATE]}
    X509Certificate certificate() {
        try {
            return certificate(Pem.parse(pem).getFirst().content());
        } catch (CertificateException e) {
            throw new IllegalStateException("pem was checked when it was read", e);
        }
    }
}
