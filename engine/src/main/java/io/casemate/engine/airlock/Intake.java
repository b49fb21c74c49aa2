package io.casemate.engine.airlock;

import io.casemate.engine.tasks.Progress;
import io.casemate.engine.units.Bytes;
import io.casemate.engine.units.Digest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.util.Objects;

/// Copies files into quarantine. The original is never opened again after that.
final class Intake {
    private static final Bytes LARGEST = Bytes.gibibytes(64);
    private static final int BUFFER = 4 << 20;

    private Intake() {}

    /// {@return the SHA-256 of what was copied}
    ///
    /// @throws Refusal when the file is no plain file, changes meanwhile, or does not fit
    static Digest copy(Path source, Path target, Progress progress)
            throws IOException, InterruptedException {
        BasicFileAttributes before = attributes(source);
        checkSize(source, before, target);
        MessageDigest sha256 = Digest.newSha256();
        try (FileChannel in =
                        FileChannel.open(
                                source, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
                FileChannel out =
                        FileChannel.open(
                                target, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            transfer(in, out, sha256, new Copied(before.size(), progress));
            out.force(true);
        }
        BasicFileAttributes after = attributes(source);
        if (before.size() != after.size()
                || !before.lastModifiedTime().equals(after.lastModifiedTime())
                || !Objects.equals(before.fileKey(), after.fileKey())
                || Files.size(target) != after.size()) {
            throw AirlockProblem.CHANGED_WHILE_COPIED.refusal(
                    "%s was not imported.".formatted(source.getFileName()),
                    "The file changed while it was copied.",
                    "Close the program that writes it and try again.");
        }
        return Digest.ofHash(sha256.digest());
    }

    private static BasicFileAttributes attributes(Path source) throws IOException {
        BasicFileAttributes attributes;
        try {
            attributes =
                    Files.readAttributes(
                            source, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        } catch (NoSuchFileException _) {
            throw AirlockProblem.NOT_A_FILE.refusal(
                    "%s was not imported.".formatted(source),
                    "There is no such file.",
                    "Check the path, and that the stick is still in.");
        }
        if (!attributes.isRegularFile()) {
            String kind = attributes.isSymbolicLink() ? "a symbolic link" : "not a normal file";
            throw AirlockProblem.NOT_A_FILE.refusal(
                    "%s was not imported.".formatted(source),
                    "It is %s.".formatted(kind),
                    "Choose the file itself.");
        }
        return attributes;
    }

    private static void checkSize(Path source, BasicFileAttributes attributes, Path target)
            throws IOException {
        if (attributes.size() > LARGEST.count()) {
            throw AirlockProblem.TOO_LARGE.refusal(
                    "%s was not imported.".formatted(source.getFileName()),
                    "It has %s (limit %s).".formatted(new Bytes(attributes.size()), LARGEST),
                    "Use a smaller model.");
        }
        long free = Files.getFileStore(target.getParent()).getUsableSpace();
        if (free < attributes.size() * 2) {
            throw AirlockProblem.NO_SPACE.refusal(
                    "%s was not imported.".formatted(source.getFileName()),
                    "%s are free and %s are needed."
                            .formatted(new Bytes(free), new Bytes(attributes.size() * 2)),
                    "Make room on the disk of the data folder. Nothing was imported.");
        }
    }

    private record Copied(long of, Progress progress) {
        void report(long bytes) {
            progress.report(
                    "copied %s of %s".formatted(new Bytes(bytes), new Bytes(of)),
                    of == 0 ? 1 : Math.min(1, (double) bytes / of));
        }
    }

    private static void transfer(
            FileChannel in, FileChannel out, MessageDigest sha256, Copied copied)
            throws IOException, InterruptedException {
        ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER);
        long bytes = 0;
        while (in.read(buffer) >= 0) {
            if (Thread.interrupted()) {
                throw new InterruptedException("the copy was cancelled");
            }
            buffer.flip();
            bytes += buffer.remaining();
            sha256.update(buffer.duplicate());
            while (buffer.hasRemaining()) {
                out.write(buffer);
            }
            buffer.clear();
            copied.report(bytes);
        }
    }
}
