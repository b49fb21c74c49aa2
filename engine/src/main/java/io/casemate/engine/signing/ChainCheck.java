package io.casemate.engine.signing;

import java.security.GeneralSecurityException;
import java.security.InvalidAlgorithmParameterException;
import java.security.cert.CertPath;
import java.security.cert.CertPathValidator;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Whether a trusted certificate vouches for a signer's: RFC 5280 path validation without
/// revocation, at a given time.
///
/// @param what the refusals' first sentence
record ChainCheck(String what, Instant now) {
    private static final int DIGITAL_SIGNATURE = 0;
    private static final Set<String> SIGNING_PURPOSES = Set.of("1.3.6.1.5.5.7.3.3", "2.5.29.37.0");

    /// {@return the trusted identity that the chain rests on}
    ///
    /// @param chain leaf first
    TrustedIdentity check(List<X509Certificate> chain, TrustStore trust) throws Refusal {
        X509Certificate leaf = chain.getFirst();
        checkPurpose(leaf);
        String reason = "no certificate is trusted here";
        for (TrustedIdentity trusted : trust.of(Identity.Kind.CERTIFICATE)) {
            Optional<String> flaw = flaw(chain, trusted.identity().certificate());
            if (flaw.isEmpty()) {
                return trusted;
            }
            reason = flaw.get();
        }
        checkTime(leaf);
        throw SigningProblem.UNKNOWN_SIGNER.refusal(
                what,
                "It is signed with the certificate of '%s', issued by '%s'; no trusted certificate vouches for it: %s."
                        .formatted(name(leaf), issuer(leaf), reason),
                "If you trust that issuer, add its certificate: casemate trust add FILE --name NAME.");
    }

    private void checkPurpose(X509Certificate leaf) throws Refusal {
        boolean[] usage = leaf.getKeyUsage();
        if (usage != null && !usage[DIGITAL_SIGNATURE]) {
            throw unfit(leaf, "its key usage does not include digital signatures");
        }
        try {
            List<String> purposes = leaf.getExtendedKeyUsage();
            if (purposes != null && purposes.stream().noneMatch(SIGNING_PURPOSES::contains)) {
                throw unfit(
                        leaf,
                        "its purposes are %s and do not include code signing".formatted(purposes));
            }
        } catch (CertificateException _) {
            throw unfit(leaf, "its purposes cannot be read");
        }
    }

    private void checkTime(X509Certificate leaf) throws Refusal {
        if (now.isBefore(leaf.getNotBefore().toInstant())
                || now.isAfter(leaf.getNotAfter().toInstant())) {
            throw unfit(
                    leaf,
                    "it is valid from %s to %s and now is %s"
                            .formatted(
                                    leaf.getNotBefore().toInstant(),
                                    leaf.getNotAfter().toInstant(),
                                    now));
        }
    }

    private Refusal unfit(X509Certificate leaf, String why) {
        return SigningProblem.CERTIFICATE.refusal(
                what,
                "The certificate of '%s' cannot be used: %s.".formatted(name(leaf), why),
                "Have the model signed with a valid certificate for code signing; check this computer's clock too.");
    }

    /// {@return why the chain does not lead to `anchor`; empty when it does}
    private Optional<String> flaw(List<X509Certificate> chain, X509Certificate anchor) {
        int at = chain.indexOf(anchor);
        try {
            if (at == 0) {
                anchor.checkValidity(Date.from(now));
                return Optional.empty();
            }
            CertificateFactory factory = CertificateFactory.getInstance("X.509");
            CertPath path = factory.generateCertPath(at < 0 ? chain : chain.subList(0, at));
            CertPathValidator.getInstance("PKIX").validate(path, parameters(anchor));
            anchor.checkValidity(Date.from(now));
            return Optional.empty();
        } catch (CertPathValidatorException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        } catch (GeneralSecurityException e) {
            return Optional.of("certificate of '%s': %s".formatted(name(anchor), e.getMessage()));
        }
    }

    private PKIXParameters parameters(X509Certificate anchor)
            throws InvalidAlgorithmParameterException {
        PKIXParameters parameters = new PKIXParameters(Set.of(new TrustAnchor(anchor, null)));
        parameters.setRevocationEnabled(false);
        parameters.setDate(Date.from(now));
        return parameters;
    }

    private static String name(X509Certificate certificate) {
        return Fields.shortened(certificate.getSubjectX500Principal().getName());
    }

    private static String issuer(X509Certificate certificate) {
        return Fields.shortened(certificate.getIssuerX500Principal().getName());
    }
}
