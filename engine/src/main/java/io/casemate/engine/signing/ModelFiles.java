package io.casemate.engine.signing;

import io.casemate.engine.signing.Manifest.Part;
import io.casemate.engine.units.Digest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// The files of a model as they lie on disk. Links are never followed.
///
/// @param files by their path in the folder, parts separated by `/`; or one file, named
///   [Manifest#ITSELF]
/// @param ignored what is there and does not count, sorted
/// @param odd what is neither file nor folder, such as a link, sorted
record ModelFiles(TreeMap<String, Path> files, List<String> ignored, List<String> odd) {
    /// Never signed, at the top of a model's folder.
    static final Set<String> ALWAYS_IGNORED =
            Set.of(".git", ".gitattributes", ".github", ".gitignore");

    private static final int BUFFER = 1 << 20;

    static ModelFiles of(Path content, Set<String> ignorable) throws IOException {
        ModelFiles found = new ModelFiles(new TreeMap<>(), new ArrayList<>(), new ArrayList<>());
        if (Files.isRegularFile(content, LinkOption.NOFOLLOW_LINKS)) {
            found.files.put(Manifest.ITSELF, content);
        } else {
            Files.walkFileTree(content, found.visitor(content, ignorable));
        }
        return found;
    }

    private SimpleFileVisitor<Path> visitor(Path folder, Set<String> ignorable) {
        return new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path path, BasicFileAttributes facts) {
                String name = nameOf(folder, path);
                if (ignorable.contains(name)) {
                    ignored.add(name);
                    return FileVisitResult.SKIP_SUBTREE;
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path path, BasicFileAttributes facts) {
                String name = nameOf(folder, path);
                if (ignorable.contains(name)) {
                    ignored.add(name);
                } else if (facts.isRegularFile()) {
                    files.put(name, path);
                } else {
                    odd.add(name);
                }
                return FileVisitResult.CONTINUE;
            }
        };
    }

    private static String nameOf(Path folder, Path path) {
        return folder.relativize(path).toString().replace('\\', '/');
    }

    /// {@return the path of `file` in the folder `content`; empty when it is elsewhere}
    static Optional<String> inside(Path content, Path file) {
        Path folder = content.toAbsolutePath().normalize();
        Path place = file.toAbsolutePath().normalize();
        return place.startsWith(folder) && !place.equals(folder)
                ? Optional.of(nameOf(folder, place))
                : Optional.empty();
    }

    /// {@return the digest of the bytes of `part` in `file`; the file must be long enough}
    static Digest digest(Path file, Part part) throws IOException {
        MessageDigest sha256 = Digest.newSha256();
        ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
        try (SeekableByteChannel in =
                Files.newByteChannel(
                        file, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS))) {
            in.position(part.start());
            long left = part.end() == Manifest.END ? Long.MAX_VALUE : part.end() - part.start();
            while (left > 0) {
                buffer.clear().limit((int) Math.min(BUFFER, left));
                int read = in.read(buffer);
                if (read < 0) {
                    break;
                }
                sha256.update(buffer.flip());
                left -= read;
            }
        }
        return Digest.ofHash(sha256.digest());
    }
}
