package io.casemate.engine.models;

import io.casemate.engine.json.CanonicalJson;
import io.casemate.engine.json.Json;
import io.casemate.engine.units.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.node.ArrayNode;

/// Folders by the digest of their content, immutable: `<root>/sha256/ab/<digest>/…`. A folder
/// appears complete or not at all.
final class ContentStore {
    private static final String ONLY = "model.onnx";
    private static final int BUFFER = 1 << 20;

    private final Path root;

    ContentStore(Path root) throws IOException {
        this.root = Files.createDirectories(root.resolve("sha256"));
    }

    Path folder(Digest digest) {
        return root.resolve(digest.hex().substring(0, 2)).resolve(digest.hex());
    }

    boolean holds(Digest digest) {
        return Files.isDirectory(folder(digest));
    }

    /// {@return the digest of what `folder` holds: of the file itself where that is `model.onnx`
    /// alone, else of the canonical list of all files}
    static Digest digest(Path folder) throws IOException {
        List<Path> files = files(folder);
        if (files.size() == 1 && folder.relativize(files.getFirst()).toString().equals(ONLY)) {
            return digestOfFile(files.getFirst());
        }
        var list = Json.object();
        ArrayNode entries = list.putArray("files");
        for (Path file : files) {
            entries.addObject()
                    .put("path", folder.relativize(file).toString().replace('\\', '/'))
                    .put("sha256", digestOfFile(file).hex());
        }
        return Digest.of(CanonicalJson.bytes(list));
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile)
                    .sorted(
                            Comparator.comparing(
                                    file -> folder.relativize(file).toString().replace('\\', '/')))
                    .toList();
        }
    }

    private static Digest digestOfFile(Path file) throws IOException {
        MessageDigest sha256 = Digest.newSha256();
        byte[] buffer = new byte[BUFFER];
        try (InputStream in = Files.newInputStream(file)) {
            int count;
            while ((count = in.read(buffer)) >= 0) {
                sha256.update(buffer, 0, count);
            }
        }
        return Digest.ofHash(sha256.digest());
    }

    static long bytes(Path folder) throws IOException {
        long bytes = 0;
        for (Path file : files(folder)) {
            bytes += Files.size(file);
        }
        return bytes;
    }

    /// Moves `folder` to its place; one that is there already stays and `folder` is deleted.
    void take(Path folder, Digest digest) throws IOException {
        Path target = folder(digest);
        if (Files.isDirectory(target)) {
            delete(folder);
            return;
        }
        for (Path file : files(folder)) {
            force(file);
            if (isPosix()) {
                Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("r--r--r--"));
            }
        }
        Files.createDirectories(target.getParent());
        Files.move(folder, target, StandardCopyOption.ATOMIC_MOVE);
        forceFolder(target.getParent());
    }

    private static void force(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
    }

    /// Makes the new name durable; not possible, and not needed, on Windows.
    private static void forceFolder(Path folder) throws IOException {
        if (isPosix()) {
            try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }

    private static boolean isPosix() {
        return FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
    }

    /// {@return every folder that is here}
    List<Path> folders() throws IOException {
        try (Stream<Path> all = Files.walk(root, 2)) {
            return all.filter(path -> root.relativize(path).getNameCount() == 2)
                    .filter(Files::isDirectory)
                    .toList();
        }
    }

    static void delete(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            all.sorted(Comparator.reverseOrder())
                    .forEach(path -> {
                        try {
                            Files.delete(path);
                        } catch (IOException e) {
                            throw new UncheckedIOException(e);
                        }
                    });
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }
}
