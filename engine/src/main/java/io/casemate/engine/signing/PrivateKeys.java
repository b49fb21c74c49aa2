package io.casemate.engine.signing;

import java.math.BigInteger;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.ECPrivateKey;
import java.security.spec.ECFieldFp;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.List;
import javax.crypto.KeyAgreement;

/// Private keys for signing: PKCS#8 in PEM, not encrypted.
final class PrivateKeys {
    private PrivateKeys() {}

    static KeyPair create(Curve curve) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec(curve.standardName()));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has " + curve.standardName(), e);
        }
    }

    /// @param what the refusals' first sentence
    static KeyPair read(Path file, String what) throws Refusal {
        List<Pem> blocks =
                Pem.parse(Pem.read(file, what)).stream()
                        .filter(block -> !block.label().equals("EC PARAMETERS"))
                        .toList();
        if (blocks.size() != 1 || !blocks.getFirst().label().equals("PRIVATE KEY")) {
            throw unusable(
                    what,
                    blocks.isEmpty()
                            ? "'%s' holds no PEM block.".formatted(file.getFileName())
                            : "'%s' begins with BEGIN %s; one BEGIN PRIVATE KEY is needed."
                                    .formatted(file.getFileName(), blocks.getFirst().label()));
        }
        try {
            PrivateKey key =
                    KeyFactory.getInstance("EC")
                            .generatePrivate(new PKCS8EncodedKeySpec(blocks.getFirst().content()));
            Curve curve =
                    Curve.of(key)
                            .orElseThrow(() ->
                                    unusable(what, "The key is not on P-256, P-384 or P-521."));
            return new KeyPair(publicHalf((ECPrivateKey) key, curve), key);
        } catch (GeneralSecurityException e) {
            throw unusable(
                    what,
                    "'%s' holds no elliptic-curve key: %s."
                            .formatted(file.getFileName(), e.getMessage()));
        }
    }

    /// A private key need not carry its public half. Agreeing on a secret with the curve's
    /// generator yields the x of the public point, in constant time; of the two points with that x,
    /// the right one is the one that verifies.
    ///
    /// All three primes are 3 mod 4, so that a square root is a power (SEC 1, section 2.3.4).
    private static PublicKey publicHalf(ECPrivateKey key, Curve curve)
            throws GeneralSecurityException {
        ECParameterSpec parameters = curve.parameters();
        KeyFactory keys = KeyFactory.getInstance("EC");
        KeyAgreement agreement = KeyAgreement.getInstance("ECDH");
        agreement.init(key);
        agreement.doPhase(
                keys.generatePublic(new ECPublicKeySpec(parameters.getGenerator(), parameters)),
                true);
        BigInteger x = new BigInteger(1, agreement.generateSecret());
        BigInteger prime = ((ECFieldFp) parameters.getCurve().getField()).getP();
        BigInteger square =
                x.pow(3)
                        .add(parameters.getCurve().getA().multiply(x))
                        .add(parameters.getCurve().getB())
                        .mod(prime);
        BigInteger y = square.modPow(prime.add(BigInteger.ONE).shiftRight(2), prime);
        byte[] probe = {1};
        byte[] signed = sign(key, curve, probe);
        PublicKey one = keys.generatePublic(new ECPublicKeySpec(new ECPoint(x, y), parameters));
        Signature verifier = Signature.getInstance(curve.signatureAlgorithm());
        verifier.initVerify(one);
        verifier.update(probe);
        return verifier.verify(signed)
                ? one
                : keys.generatePublic(
                        new ECPublicKeySpec(new ECPoint(x, prime.subtract(y)), parameters));
    }

    static byte[] sign(PrivateKey key, Curve curve, byte[] content) {
        try {
            Signature signature = Signature.getInstance(curve.signatureAlgorithm());
            signature.initSign(key);
            signature.update(content);
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the key was checked when it was read", e);
        }
    }

    private static Refusal unusable(String what, String why) {
        return SigningProblem.PRIVATE_KEY.refusal(
                what,
                why,
                "Name a key made by 'casemate sign --new-key FILE', or convert it: openssl pkcs8 -topk8 -nocrypt -in OLD -out NEW.");
    }
}
