package io.casemate.engine.ledger;

import io.casemate.engine.units.Digest;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/// A signed statement of how long the ledger was and what its root was.
///
/// Source: C2SP tlog-checkpoint and signed-note, Ed25519.
///
/// @param size number of entries
record Checkpoint(long size, Digest root) {
    static final String ORIGIN = "casemate/ledger";
    private static final int KEY_BYTES = 32;
    private static final int KEY_ID_BYTES = 4;
    private static final byte ED25519 = 1;

    private String text() {
        return ORIGIN + "\n" + size + "\n" + Base64.getEncoder().encodeToString(root.hash()) + "\n";
    }

    /// {@return the signed note}
    String signed(PrivateKey key, PublicKey publicKey) throws GeneralSecurityException {
        Signature signature = Signature.getInstance("Ed25519");
        signature.initSign(key);
        signature.update(text().getBytes(StandardCharsets.UTF_8));
        byte[] signed = concat(keyId(publicKey), signature.sign());
        return text() + "\n— " + ORIGIN + " " + Base64.getEncoder().encodeToString(signed) + "\n";
    }

    /// {@return the checkpoint of a note whose signature holds}
    ///
    /// @throws IllegalArgumentException when the note is none, or not signed by `publicKey`
    static Checkpoint verified(String note, PublicKey publicKey) {
        List<String> lines = note.lines().toList();
        String opening = "— " + ORIGIN + " ";
        if (lines.size() != 5
                || !lines.get(0).equals(ORIGIN)
                || !lines.get(3).isEmpty()
                || !lines.get(4).startsWith(opening)) {
            throw new IllegalArgumentException("it is no signed note of this ledger");
        }
        byte[] root = Base64.getDecoder().decode(lines.get(2));
        var checkpoint = new Checkpoint(Long.parseLong(lines.get(1)), Digest.ofHash(root));
        byte[] signed = Base64.getDecoder().decode(lines.get(4).substring(opening.length()));
        checkpoint.check(signed, publicKey);
        return checkpoint;
    }

    private void check(byte[] signed, PublicKey publicKey) {
        try {
            Signature signature = Signature.getInstance("Ed25519");
            signature.initVerify(publicKey);
            signature.update(text().getBytes(StandardCharsets.UTF_8));
            byte[] id = Arrays.copyOf(signed, KEY_ID_BYTES);
            if (!Arrays.equals(id, keyId(publicKey))
                    || !signature.verify(Arrays.copyOfRange(signed, KEY_ID_BYTES, signed.length))) {
                throw new IllegalArgumentException("its signature does not hold");
            }
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("its signature could not be checked", e);
        }
    }

    private static byte[] keyId(PublicKey key) {
        MessageDigest sha256 = Digest.newSha256();
        sha256.update((ORIGIN + "\n").getBytes(StandardCharsets.UTF_8));
        sha256.update(ED25519);
        byte[] encoded = key.getEncoded();
        byte[] raw = Arrays.copyOfRange(encoded, encoded.length - KEY_BYTES, encoded.length);
        return Arrays.copyOf(sha256.digest(raw), KEY_ID_BYTES);
    }

    private static byte[] concat(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }
}
