package io.casemate.engine.archive;

import io.casemate.engine.tasks.Progress;
import io.casemate.engine.units.Bytes;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/// The fresh folder that entries are written to. Counts entries and bytes, and keeps names apart.
/// Confined to one thread.
final class Destination {
    private static final int BUFFER = 64 << 10;
    private static final long REPORT_STEP = 16L << 20;

    /// The content of an OCI layout: archives in there are layers, and dealt with as such.
    private static final Pattern BLOB = Pattern.compile("(.*/)?blobs/sha256/[0-9a-f]{64}");

    private final Path folder;
    private final UnpackLimits limits;
    private final Progress progress;
    private final Map<String, String> names = new HashMap<>();
    private final Set<String> files = new HashSet<>();
    private final byte[] buffer = new byte[BUFFER];
    private int entries;
    private long written;
    private long reported;

    private Destination(Path folder, UnpackLimits limits, Progress progress) {
        this.folder = folder;
        this.limits = limits;
        this.progress = progress;
    }

    /// @param folder made here; must not be there yet, so that nothing in it can be a link
    static Destination open(Path folder, UnpackLimits limits, Progress progress)
            throws IOException {
        Files.createDirectory(folder);
        return new Destination(folder, limits, progress);
    }

    Path folder() {
        return folder;
    }

    long written() {
        return written;
    }

    UnpackLimits limits() {
        return limits;
    }

    /// {@return the number of the entry that starts now, from 1}
    int nextEntry() {
        entries++;
        if (entries > limits.entries()) {
            throw ArchiveProblem.TOO_MANY.refusal(
                    "The archive was not unpacked.",
                    "It has more than %d entries.".formatted(limits.entries()),
                    "Pack only the model, its data files and its golden set.");
        }
        return entries;
    }

    void makeFolder(EntryPath path) throws IOException {
        claim(path);
        makeFolders(path, path.components().size());
    }

    /// Writes one file.
    ///
    /// @param in exactly the file's content
    /// @param guard looks on after every piece
    void write(EntryPath path, InputStream in, Guard guard)
            throws IOException, InterruptedException {
        claim(path);
        if (!files.add(path.folded(path.components().size()))) {
            throw sameName(path.toString(), path.toString());
        }
        makeFolders(path, path.components().size() - 1);
        byte[] head = in.readNBytes(ArchiveFormat.HEAD);
        checkNesting(path, head);
        Path file = folder.resolve(path.toString());
        try (OutputStream out =
                Files.newOutputStream(
                        file,
                        StandardOpenOption.CREATE_NEW,
                        StandardOpenOption.WRITE,
                        LinkOption.NOFOLLOW_LINKS)) {
            long bytes = count(head, head.length, 0, out, guard);
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                bytes = count(buffer, read, bytes, out, guard);
            }
        } catch (FileAlreadyExistsException _) {
            throw sameName(path.toString(), path.toString());
        }
    }

    /// Looks at an entry while it grows.
    @FunctionalInterface
    interface Guard {
        /// @param bytes of this entry so far
        void check(byte[] piece, int length, long bytes);
    }

    private long count(byte[] piece, int length, long before, OutputStream out, Guard guard)
            throws IOException, InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException("the unpacking was cancelled");
        }
        long bytes = before + length;
        written += length;
        if (written > limits.bytes().count()) {
            throw ArchiveProblem.TOO_LARGE.refusal(
                    "The archive was not unpacked.",
                    "It unpacks to more than %s. Stopped there.".formatted(limits.bytes()),
                    "Pack one model only.");
        }
        guard.check(piece, length, bytes);
        out.write(piece, 0, length);
        if (written - reported >= REPORT_STEP) {
            reported = written;
            progress.report("unpacked %s".formatted(new Bytes(written)));
        }
        return bytes;
    }

    private static void checkNesting(EntryPath path, byte[] head) {
        if (BLOB.matcher(path.toString()).matches()) {
            return;
        }
        ArchiveFormat.of(head)
                .ifPresent(format -> {
                    throw nested(path.toString(), format);
                });
    }

    static ArchiveRefusal nested(String path, ArchiveFormat format) {
        return ArchiveProblem.NESTED.refusal(
                "The archive was not unpacked.",
                "Archive inside archive: '%s' is %s."
                        .formatted(Names.printable(path), format.words()),
                "Unpack that one first, then pack the files themselves.");
    }

    /// Every folder on the way has one spelling, and no file's name.
    private void claim(EntryPath path) {
        int depth = path.components().size();
        for (int i = 1; i <= depth; i++) {
            String folded = path.folded(i);
            String text = path.text(i);
            String known = names.putIfAbsent(folded, text);
            if (known != null && !known.equals(text)) {
                throw sameName(known, text);
            }
            if (files.contains(folded)) {
                throw sameName(text, path.toString());
            }
        }
    }

    private static ArchiveRefusal sameName(String one, String other) {
        return ArchiveProblem.SAME_NAME.refusal(
                "The archive was not unpacked.",
                "Two entries have the same name on some platform: '%s', '%s'."
                        .formatted(Names.printable(one), Names.printable(other)),
                "Rename one of them and pack again.");
    }

    private void makeFolders(EntryPath path, int depth) throws IOException {
        Path at = folder;
        for (String component : path.components().subList(0, depth)) {
            at = at.resolve(component);
            if (!Files.isDirectory(at, LinkOption.NOFOLLOW_LINKS)) {
                try {
                    Files.createDirectory(at);
                } catch (FileAlreadyExistsException _) {
                    throw sameName(folder.relativize(at).toString(), path.toString());
                }
            }
        }
    }
}
