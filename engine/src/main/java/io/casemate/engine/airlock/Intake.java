package io.casemate.engine.airlock;

import io.casemate.engine.units.Bytes;
import io.casemate.engine.units.Digest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/// Copies one file into quarantine. The original is never opened again after that.
///
/// A large copy is synced to the disk and noted every 32 MiB, so that it can go on after an
/// interruption.
///
/// @param watch knows what an interrupted copy has left
record Intake(Path source, Path target, CopyWatch watch) {
    /// Between two places that a copy can go on at.
    static final Bytes STEP = Bytes.mebibytes(32);

    private static final Bytes LARGEST = Bytes.gibibytes(64);

    /// Anything smaller is copied anew sooner than it is explained.
    private static final Bytes LEAST_NOTED = Bytes.mebibytes(64);

    /// A disk with less room than this is full.
    private static final Bytes LEAST_FREE = Bytes.mebibytes(64);

    private static final int BUFFER = 4 << 20;

    /// {@return the SHA-256 of the whole file}
    ///
    /// @throws Refusal when the file is no plain file, changes meanwhile, or does not fit
    Digest copy() throws IOException, InterruptedException {
        BasicFileAttributes before = attributes();
        SourceStamp stamp = SourceStamp.of(source, before, Instant.now());
        Optional<KeptCopy> kept = watch.kept(stamp, target);
        checkSize(before.size(), kept.map(KeptCopy::bytes).orElse(0L));
        MessageDigest sha256;
        try (FileChannel in =
                FileChannel.open(source, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)) {
            Optional<MessageDigest> soFar =
                    kept.isPresent() ? goOn(in, kept.get(), stamp) : Optional.empty();
            sha256 = soFar.isPresent() ? soFar.get() : Digest.newSha256();
            copyFrom(in, soFar.isPresent() ? kept.get().bytes() : 0, sha256, stamp);
        }
        checkUnchanged(before);
        return Digest.ofHash(sha256.digest());
    }

    /// {@return the digest of what was kept; empty when that is of no use and deleted}
    private Optional<MessageDigest> goOn(FileChannel in, KeptCopy kept, SourceStamp stamp)
            throws IOException, InterruptedException {
        MessageDigest sha256 = Digest.newSha256();
        Optional<String> flaw;
        try (FileChannel copy = FileChannel.open(target, StandardOpenOption.READ)) {
            flaw = new KeptPart(kept, stamp).flaw(new KeptPart.Channels(in, copy), sha256, watch);
        }
        if (flaw.isEmpty()) {
            watch.continued(kept);
            return Optional.of(sha256);
        }
        Files.delete(target);
        watch.begunAnew(kept, flaw.get());
        return Optional.empty();
    }

    private void copyFrom(FileChannel in, long from, MessageDigest sha256, SourceStamp stamp)
            throws IOException, InterruptedException {
        try (FileChannel out =
                FileChannel.open(
                        target,
                        from == 0 ? StandardOpenOption.CREATE_NEW : StandardOpenOption.WRITE,
                        StandardOpenOption.WRITE)) {
            out.truncate(from).position(from);
            in.position(from);
            transfer(in, out, sha256, stamp);
            out.force(true);
            note(stamp, out.position(), sha256);
        }
    }

    private BasicFileAttributes attributes() throws IOException {
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

    private void checkSize(long size, long kept) throws IOException {
        if (size > LARGEST.count()) {
            throw AirlockProblem.TOO_LARGE.refusal(
                    "%s was not imported.".formatted(source.getFileName()),
                    "It has %s (limit %s).".formatted(new Bytes(size), LARGEST),
                    "Use a smaller model.");
        }
        FreeSpace.at(target.getParent())
                .require(source.getFileName().toString(), new Bytes(Math.max(0, size * 2 - kept)));
    }

    private void checkUnchanged(BasicFileAttributes before) throws IOException {
        BasicFileAttributes after = attributes();
        if (before.size() != after.size()
                || !before.lastModifiedTime().equals(after.lastModifiedTime())
                || !Objects.equals(before.fileKey(), after.fileKey())
                || Files.size(target) != after.size()) {
            throw AirlockProblem.CHANGED_WHILE_COPIED.refusal(
                    "%s was not imported.".formatted(source.getFileName()),
                    "The file changed while it was copied.",
                    "Close the program that writes it and try again.");
        }
    }

    private void transfer(FileChannel in, FileChannel out, MessageDigest sha256, SourceStamp stamp)
            throws IOException, InterruptedException {
        ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER);
        long noted = out.position();
        while (read(in, buffer) >= 0) {
            if (Thread.interrupted()) {
                throw new InterruptedException("the copy was cancelled");
            }
            buffer.flip();
            sha256.update(buffer.duplicate());
            write(out, buffer);
            buffer.clear();
            if (out.position() - noted >= STEP.count()) {
                out.force(false);
                noted = out.position();
                note(stamp, noted, sha256);
            }
            watch.copied(out.position());
        }
    }

    private void note(SourceStamp stamp, long bytes, MessageDigest sha256) throws IOException {
        if (stamp.bytes() >= LEAST_NOTED.count()) {
            var digest = Digest.ofHash(KeptPart.digestOf(sha256));
            watch.reached(new KeptCopy(stamp, "", bytes, digest), target);
        }
    }

    private int read(FileChannel in, ByteBuffer buffer) throws IOException {
        try {
            return in.read(buffer);
        } catch (ClosedByInterruptException e) {
            throw e;
        } catch (IOException e) {
            throw AirlockProblem.UNREADABLE.refusal(
                    "%s was not imported.".formatted(source.getFileName()),
                    "It could be read up to byte %,d only: %s.".formatted(in.position(), e),
                    "Check the stick, and import the file again: a large copy goes on where it"
                            + " stopped.");
        }
    }

    private void write(FileChannel out, ByteBuffer buffer) throws IOException {
        try {
            while (buffer.hasRemaining()) {
                out.write(buffer);
            }
        } catch (ClosedByInterruptException e) {
            throw e;
        } catch (IOException e) {
            Bytes free = FreeSpace.at(target.getParent()).free();
            if (free.compareTo(LEAST_FREE) >= 0) {
                throw e;
            }
            throw AirlockProblem.NO_SPACE.refusal(
                    "%s was not imported.".formatted(source.getFileName()),
                    "The disk of the data folder was full after %s: %s are free."
                            .formatted(new Bytes(out.position()), free),
                    "Make room on it, and import the file again: a large copy goes on where it"
                            + " stopped.");
        }
    }
}
