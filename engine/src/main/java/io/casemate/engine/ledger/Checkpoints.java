package io.casemate.engine.ledger;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/// The checkpoints of a ledger, one file each, and the key that signs them.
final class Checkpoints {
    private static final String SUFFIX = ".note";
    private static final String PUBLIC_KEY = "ledger.pub";

    private final Path folder;
    private final KeyPair key;

    private Checkpoints(Path folder, KeyPair key) {
        this.folder = folder;
        this.key = key;
    }

    /// @param ledger folder of the ledger, which holds the public key too
    /// @param keys folder of private keys; one is made if there is none
    static Checkpoints open(Path ledger, Path keys) throws IOException {
        Path folder = Files.createDirectories(ledger.resolve("checkpoints"));
        Path privateFile = Files.createDirectories(keys).resolve("ledger-ed25519.pk8");
        try {
            if (Files.notExists(privateFile)) {
                makeKey(privateFile, ledger.resolve(PUBLIC_KEY));
            }
            var factory = KeyFactory.getInstance("Ed25519");
            var secret =
                    factory.generatePrivate(
                            new PKCS8EncodedKeySpec(Files.readAllBytes(privateFile)));
            return new Checkpoints(folder, new KeyPair(publicKey(ledger), secret));
        } catch (GeneralSecurityException e) {
            throw new IOException("The key that signs checkpoints could not be used.", e);
        }
    }

    private static void makeKey(Path privateFile, Path publicFile)
            throws GeneralSecurityException, IOException {
        KeyPair made = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        Files.write(publicFile, made.getPublic().getEncoded());
        Path partial = privateFile.resolveSibling("ledger-ed25519.part");
        Files.deleteIfExists(partial);
        if (FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) {
            Files.createFile(
                    partial,
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rw-------")));
        }
        Files.write(partial, made.getPrivate().getEncoded());
        Files.move(partial, privateFile, StandardCopyOption.ATOMIC_MOVE);
    }

    static PublicKey publicKey(Path ledger) throws IOException, GeneralSecurityException {
        return KeyFactory.getInstance("Ed25519")
                .generatePublic(
                        new X509EncodedKeySpec(Files.readAllBytes(ledger.resolve(PUBLIC_KEY))));
    }

    void write(LedgerHead head) throws IOException {
        Path file = folder.resolve(head.size() + SUFFIX);
        if (Files.exists(file)) {
            return;
        }
        try {
            String note =
                    new Checkpoint(head.size(), head.root())
                            .signed(key.getPrivate(), key.getPublic());
            Path partial = Files.writeString(folder.resolve("writing.part"), note);
            try (FileChannel channel = FileChannel.open(partial, StandardOpenOption.WRITE)) {
                channel.force(true);
            }
            Files.move(partial, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (GeneralSecurityException e) {
            throw new IOException("The checkpoint could not be signed.", e);
        }
    }

    /// {@return the notes of the ledger in `ledger`, by size}
    static List<Path> list(Path ledger) throws IOException {
        Path folder = ledger.resolve("checkpoints");
        if (Files.notExists(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(SUFFIX))
                    .sorted(Comparator.comparingLong(Checkpoints::sizeOf))
                    .toList();
        }
    }

    /// {@return the size that a note's name claims; -1 if the name is none}
    static long sizeOf(Path note) {
        String name = note.getFileName().toString();
        try {
            return Long.parseLong(name.substring(0, name.length() - SUFFIX.length()));
        } catch (NumberFormatException _) {
            return -1;
        }
    }
}
