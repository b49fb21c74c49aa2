package io.casemate.engine.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.casemate.engine.units.Digest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;

/// The Ed25519 key of this ledger, with which it signs checkpoints.
record Signer(SignerIdentity identity, PrivateKey key) {
    private static final String ALGORITHM = "Ed25519";
    private static final String PRIVATE_FILE = "ledger.pk8";
    private static final String PUBLIC_FILE = "ledger.spki";

    /// Takes the key in `folder`, or makes one. Its public half is also put into `identities`, the
    /// list that checkpoints are verified with.
    static Signer open(Path folder, Path identities) {
        try {
            Folders.createPrivate(folder);
            Path file = folder.resolve(PRIVATE_FILE);
            KeyPair pair =
                    Files.exists(file)
                            ? read(file, folder.resolve(PUBLIC_FILE))
                            : create(file, folder.resolve(PUBLIC_FILE));
            SignerIdentity identity = SignerIdentity.of(pair.getPublic());
            Signer signer = new Signer(identity, pair.getPrivate());
            if (!identity.verifies("probe", signer.sign("probe"))) {
                throw new GeneralSecurityException("its two halves do not belong together");
            }
            identity.addTo(identities);
            return signer;
        } catch (IOException | GeneralSecurityException e) {
            throw LedgerProblem.KEY.because(
                    e,
                    "The ledger's signing key in %s could not be used.".formatted(folder),
                    "Restore the folder from a backup, or move it away to start with a new key.");
        }
    }

    byte[] sign(String text) {
        try {
            Signature signature = Signature.getInstance(ALGORITHM);
            signature.initSign(key);
            signature.update(text.getBytes(UTF_8));
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a key that was tried before failed", e);
        }
    }

    private static KeyPair read(Path privateFile, Path publicFile)
            throws IOException, GeneralSecurityException {
        KeyFactory keys = KeyFactory.getInstance(ALGORITHM);
        return new KeyPair(
                keys.generatePublic(new X509EncodedKeySpec(Files.readAllBytes(publicFile))),
                keys.generatePrivate(new PKCS8EncodedKeySpec(Files.readAllBytes(privateFile))));
    }

    /// The private half comes last: with it the pair is complete.
    private static KeyPair create(Path privateFile, Path publicFile)
            throws IOException, GeneralSecurityException {
        KeyPair pair = KeyPairGenerator.getInstance(ALGORITHM).generateKeyPair();
        write(publicFile, pair.getPublic().getEncoded());
        write(privateFile, pair.getPrivate().getEncoded());
        return pair;
    }

    private static void write(Path file, byte[] content) throws IOException {
        Path unfinished = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(unfinished);
        if (Folders.isPosix()) {
            Files.createFile(
                    unfinished,
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rw-------")));
        } else {
            Files.createFile(unfinished);
        }
        Files.write(unfinished, content, StandardOpenOption.WRITE, StandardOpenOption.DSYNC);
        Files.move(unfinished, file, java.nio.file.StandardCopyOption.ATOMIC_MOVE);
        Folders.sync(file.toAbsolutePath().getParent());
    }

    /// The public half under its name, in the C2SP form `name+hash+key`.
    record SignerIdentity(String name, byte[] hash, PublicKey key) {
        private static final byte ED25519 = 1;
        private static final int RAW = 32;
        private static final int HASH = 4;

        static SignerIdentity of(PublicKey key) {
            byte[] raw = rawOf(key);
            String name = "casemate/ledger/" + Digest.of(raw).abbreviated();
            byte[] id = (name + "\n").getBytes(UTF_8);
            byte[] named =
                    ByteBuffer.allocate(id.length + 1 + RAW).put(id).put(ED25519).put(raw).array();
            byte[] hash = java.util.Arrays.copyOf(Digest.of(named).hash(), HASH);
            return new SignerIdentity(name, hash, key);
        }

        static SignerIdentity parse(String line) throws GeneralSecurityException {
            String encoded = line.substring(line.indexOf('+', line.indexOf('+') + 1) + 1);
            byte[] typed = Base64.getDecoder().decode(encoded);
            byte[] prefix = java.util.HexFormat.of().parseHex("302a300506032b6570032100");
            byte[] spki =
                    ByteBuffer.allocate(prefix.length + RAW).put(prefix).put(typed, 1, RAW).array();
            KeyFactory keys = KeyFactory.getInstance(ALGORITHM);
            return of(keys.generatePublic(new X509EncodedKeySpec(spki)));
        }

        boolean verifies(String text, byte[] signed) {
            try {
                Signature signature = Signature.getInstance(ALGORITHM);
                signature.initVerify(key);
                signature.update(text.getBytes(UTF_8));
                return signature.verify(signed);
            } catch (GeneralSecurityException _) {
                return false;
            }
        }

        void addTo(Path identities) throws IOException {
            String line = toString();
            if (!Files.exists(identities) || !Files.readAllLines(identities).contains(line)) {
                Files.writeString(
                        identities,
                        line + "\n",
                        StandardOpenOption.CREATE,
                        StandardOpenOption.APPEND,
                        StandardOpenOption.DSYNC);
            }
        }

        @Override
        public String toString() {
            byte[] typed = ByteBuffer.allocate(1 + RAW).put(ED25519).put(rawOf(key)).array();
            String hex = java.util.HexFormat.of().formatHex(hash);
            return name + "+" + hex + "+" + Base64.getEncoder().encodeToString(typed);
        }

        private static byte[] rawOf(PublicKey key) {
            byte[] spki = key.getEncoded();
            return java.util.Arrays.copyOfRange(spki, spki.length - RAW, spki.length);
        }
    }
}
