package io.casemate.engine.signing;

import io.casemate.engine.units.Digest;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What a signature is made with.
///
/// @param chain the key's certificate and its issuers, leaf first; empty to sign by the key alone
record SigningKey(KeyPair pair, Curve curve, List<X509Certificate> chain) {

    SigningKey {
        chain = List.copyOf(chain);
    }

    /// @param what the refusals' first sentence
    static SigningKey read(Path key, Optional<Path> certificates, String what) throws Refusal {
        KeyPair pair = PrivateKeys.read(key, what);
        List<X509Certificate> chain =
                certificates.isPresent() ? chain(certificates.get(), what) : List.of();
        if (!chain.isEmpty() && !chain.getFirst().getPublicKey().equals(pair.getPublic())) {
            throw SigningProblem.CHAIN.refusal(
                    what,
                    "The first certificate in '%s' is of another key."
                            .formatted(certificates.orElseThrow().getFileName()),
                    "Put the certificate of the private key first, then its issuers.");
        }
        return new SigningKey(pair, Curve.of(pair.getPublic()).orElseThrow(), chain);
    }

    private static List<X509Certificate> chain(Path file, String what) throws Refusal {
        List<X509Certificate> chain = new ArrayList<>();
        try {
            for (Pem block : Pem.parse(Pem.read(file, what))) {
                if (block.label().equals("CERTIFICATE")) {
                    chain.add(Identity.certificate(block.content()));
                }
            }
        } catch (GeneralSecurityException e) {
            throw noCertificates(file, what, e.getMessage());
        }
        if (chain.isEmpty()) {
            throw noCertificates(file, what, "it has no block BEGIN CERTIFICATE");
        }
        return chain;
    }

    private static Refusal noCertificates(Path file, String what, String why) {
        return SigningProblem.CHAIN.refusal(
                what,
                "'%s' was not read as certificates: %s.".formatted(file.getFileName(), why),
                "Name a PEM file with the key's certificate first, then its issuers.");
    }

    Digest fingerprint() {
        return Curve.fingerprint(pair.getPublic());
    }

    byte[] sign(byte[] content) {
        return PrivateKeys.sign(pair.getPrivate(), curve, content);
    }
}
