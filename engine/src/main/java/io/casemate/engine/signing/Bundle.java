package io.casemate.engine.signing;

import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;

/// A signature file: a Sigstore bundle with a DSSE envelope, as OpenSSF Model Signing v1.0 has it.
///
/// @param material who says to have signed
/// @param payload the signed statement, as received
/// @param signature DER-encoded ECDSA signature over the envelope's pre-authentication encoding
record Bundle(Material material, byte[] payload, byte[] signature) {
    static final String MEDIA_TYPE = "application/vnd.dev.sigstore.bundle.v0.3+json";
    static final String PAYLOAD_TYPE = "application/vnd.in-toto+json";

    /// Who says to have signed.
    sealed interface Material {

        /// @param hint SHA-256 of the key's PEM text; empty when the signer left it out
        record Key(Optional<String> hint) implements Material {}

        /// @param chain leaf first
        record Chain(List<X509Certificate> chain) implements Material {}
    }

    /// {@return the bytes that are signed: DSSE's pre-authentication encoding}
    static byte[] signedBytes(byte[] payload) {
        byte[] head =
                "DSSEv1 %d %s %d "
                        .formatted(PAYLOAD_TYPE.length(), PAYLOAD_TYPE, payload.length)
                        .getBytes(Pem.CHARACTERS);
        byte[] all = java.util.Arrays.copyOf(head, head.length + payload.length);
        System.arraycopy(payload, 0, all, head.length, payload.length);
        return all;
    }

    /// {@return what model-signing 0.2 signed instead by mistake: another prefix, and the payload
    /// as Python prints bytes}
    static byte[] faultyBytes(byte[] payload) {
        StringBuilder printed = new StringBuilder();
        for (byte value : payload) {
            printed.append(
                    switch (value) {
                        case '\n' -> "\\n";
                        case '\r' -> "\\r";
                        case '\t' -> "\\t";
                        case '\\' -> "\\\\";
                        default ->
                                value >= ' ' && value < 127
                                        ? String.valueOf((char) value)
                                        : "\\x%02x".formatted(value & 0xff);
                    });
        }
        return "DSSEV1 %d %s %d b'%s'"
                .formatted(PAYLOAD_TYPE.length(), PAYLOAD_TYPE, payload.length, printed)
                .getBytes(Pem.CHARACTERS);
    }
}
