package io.casemate.engine.signing;

import io.casemate.engine.units.Digest;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.interfaces.ECKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.util.Optional;

/// The curves of OpenSSF Model Signing v1.0, each with its one hash function.
public enum Curve {
    P256("P-256", "secp256r1", "SHA256withECDSA"),
    P384("P-384", "secp384r1", "SHA384withECDSA"),
    P521("P-521", "secp521r1", "SHA512withECDSA");

    private final String label;
    private final String standardName;
    private final String signatureAlgorithm;

    Curve(String label, String standardName, String signatureAlgorithm) {
        this.label = label;
        this.standardName = standardName;
        this.signatureAlgorithm = signatureAlgorithm;
    }

    /// {@return the curve of `key`; empty for another kind of key}
    static Optional<Curve> of(Object key) {
        if (!(key instanceof ECKey ellipticKey)) {
            return Optional.empty();
        }
        for (Curve curve : values()) {
            if (curve.isOf(ellipticKey)) {
                return Optional.of(curve);
            }
        }
        return Optional.empty();
    }

    private boolean isOf(ECKey key) {
        ECParameterSpec mine = parameters();
        ECParameterSpec its = key.getParams();
        return mine.getCurve().equals(its.getCurve())
                && mine.getGenerator().equals(its.getGenerator())
                && mine.getOrder().equals(its.getOrder());
    }

    ECParameterSpec parameters() {
        try {
            AlgorithmParameters parameters = AlgorithmParameters.getInstance("EC");
            parameters.init(new ECGenParameterSpec(standardName));
            return parameters.getParameterSpec(ECParameterSpec.class);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has " + standardName, e);
        }
    }

    /// {@return what a key is called for people: `P-384` or `RSA`}
    static String describe(PublicKey key) {
        return of(key).map(Curve::label)
                .orElse(
                        key instanceof ECPublicKey
                                ? "EC, another curve"
                                : key instanceof java.security.interfaces.RSAPublicKey rsa
                                        ? "RSA-" + rsa.getModulus().bitLength()
                                        : key.getAlgorithm());
    }

    /// {@return the fingerprint of `key` in model signing: SHA-256 of its PEM text}
    static Digest fingerprint(PublicKey key) {
        return Digest.of(Pem.text("PUBLIC KEY", key.getEncoded()).getBytes(Pem.CHARACTERS));
    }

    public String label() {
        return label;
    }

    String standardName() {
        return standardName;
    }

    String signatureAlgorithm() {
        return signatureAlgorithm;
    }
}
