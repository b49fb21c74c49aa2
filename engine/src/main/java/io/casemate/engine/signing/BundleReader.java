package io.casemate.engine.signing;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.casemate.engine.units.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Reads signature files. Refuses everything that is not exactly a bundle of the methods *key* and
/// *certificate*.
final class BundleReader {
    static final int MAX_BYTES = 16 << 20;
    private static final int MAX_CERTIFICATES = 16;
    private static final int MAX_LOG_ENTRIES = 64;

    private final String what;

    /// @param what the refusals' first sentence
    BundleReader(String what) {
        this.what = what;
    }

    Bundle read(Path file) throws Refusal, IOException {
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            throw SigningProblem.UNUSABLE_SIGNATURE.refusal(
                    what,
                    "'%s' is not a normal file.".formatted(file.getFileName()),
                    "Put the signature file itself in its place.");
        }
        try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
            byte[] content = in.readNBytes(MAX_BYTES + 1);
            if (content.length > MAX_BYTES) {
                throw SigningProblem.UNUSABLE_SIGNATURE.refusal(
                        what,
                        "The signature file is larger than %,d bytes, the limit."
                                .formatted(MAX_BYTES),
                        "Check that it is the signature and not the model.");
            }
            return parse(content);
        }
    }

    Bundle parse(byte[] content) throws Refusal {
        Fields bundle =
                Fields.parse(what, "bundle", content)
                        .only(
                                Set.of(
                                        "mediaType",
                                        "verificationMaterial",
                                        "dsseEnvelope",
                                        "messageSignature"));
        if (!bundle.text("mediaType").equals(Bundle.MEDIA_TYPE)) {
            throw unsupported(
                    "Its media type is '%s'; accepted is '%s'."
                            .formatted(
                                    Fields.shortened(bundle.text("mediaType")), Bundle.MEDIA_TYPE));
        }
        if (bundle.has("messageSignature")) {
            throw unsupported("It signs one message and not a model's files.");
        }
        Fields envelope =
                bundle.object("dsseEnvelope").only(Set.of("payload", "payloadType", "signatures"));
        if (!envelope.text("payloadType").equals(Bundle.PAYLOAD_TYPE)) {
            throw unsupported(
                    "Its payload type is '%s'; accepted is '%s'."
                            .formatted(
                                    Fields.shortened(envelope.text("payloadType")),
                                    Bundle.PAYLOAD_TYPE));
        }
        return new Bundle(
                material(bundle.object("verificationMaterial")),
                envelope.base64("payload"),
                signature(envelope));
    }

    private static byte[] signature(Fields envelope) throws Refusal {
        List<Fields> signatures = envelope.list("signatures", 16);
        if (signatures.size() != 1) {
            throw envelope.broken(
                    "has %d signatures and must have one".formatted(signatures.size()));
        }
        return signatures.getFirst().asObject().only(Set.of("sig", "keyid")).base64("sig");
    }

    private Bundle.Material material(Fields material) throws Refusal {
        material.only(
                Set.of(
                        "publicKey",
                        "x509CertificateChain",
                        "certificate",
                        "tlogEntries",
                        "timestampVerificationData"));
        int logEntries = material.list("tlogEntries", MAX_LOG_ENTRIES).size();
        if (material.has("certificate")) {
            throw unsupported(
                    "It is a keyless Sigstore signature (a short-lived certificate and %d log entries), which only an online service can vouch for."
                            .formatted(logEntries));
        }
        if (material.has("publicKey") == material.has("x509CertificateChain")) {
            throw material.broken("must have either publicKey or x509CertificateChain");
        }
        return material.has("publicKey")
                ? new Bundle.Material.Key(hint(material.object("publicKey")))
                : new Bundle.Material.Chain(chain(material.object("x509CertificateChain")));
    }

    /// Model signing up to 1.0 wrote the key's PEM text itself where its hash belongs; it is hashed
    /// and used for nothing else.
    private static Optional<String> hint(Fields key) throws Refusal {
        key.only(Set.of("hint", "rawBytes", "keyDetails"));
        if (key.has("rawBytes")) {
            List<Pem> blocks = Pem.parse(new String(key.base64("rawBytes"), ISO_8859_1));
            if (blocks.size() != 1 || !blocks.getFirst().label().equals("PUBLIC KEY")) {
                throw key.broken("holds no public key in 'rawBytes'");
            }
            String text = Pem.text("PUBLIC KEY", blocks.getFirst().content());
            return Optional.of(Digest.of(text.getBytes(Pem.CHARACTERS)).hex());
        }
        if (!key.has("hint") || key.text("hint").isEmpty()) {
            return Optional.empty();
        }
        String hint = key.text("hint");
        if (!hint.matches("[0-9a-f]{64}")) {
            throw key.broken("has a hint that is not 64 lower-case hexadecimal digits");
        }
        return Optional.of(hint);
    }

    private static List<X509Certificate> chain(Fields chain) throws Refusal {
        List<X509Certificate> certificates = new ArrayList<>();
        for (Fields one :
                chain.only(Set.of("certificates")).list("certificates", MAX_CERTIFICATES)) {
            try {
                byte[] content = one.asObject().only(Set.of("rawBytes")).base64("rawBytes");
                certificates.add(Identity.certificate(content));
            } catch (CertificateException _) {
                throw one.broken("is no X.509 certificate");
            }
        }
        if (certificates.isEmpty()) {
            throw chain.broken("holds no certificate");
        }
        return certificates;
    }

    private Refusal unsupported(String why) {
        return SigningProblem.UNUSABLE_SIGNATURE.refusal(
                what,
                why,
                "Have the model signed with a key or a certificate by OpenSSF Model Signing 1.0, such as by 'casemate sign'.");
    }
}
