package io.casemate.engine.archive;

import io.casemate.engine.problem.Outcome;
import io.casemate.engine.tasks.Progress;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Unpacks ZIP, tar and tar.gz archives that may be hostile. Memory use does not depend on the
/// archive; nothing is written outside the target folder.
public final class Archives {
    private static final String NOT_UNPACKED = "The archive was not unpacked.";

    private Archives() {}

    /// Unpacks `archive` into `target`, which must not be there yet. After a refusal or an
    /// interruption `target` may hold a part; whoever gave the folder deletes it.
    ///
    /// @return `target`, or why the archive is turned away (`AL-2nn`)
    public static Outcome<Path> unpack(
            Path archive, Path target, UnpackLimits limits, Progress progress)
            throws IOException, InterruptedException {
        byte[] head;
        try (InputStream in = Files.newInputStream(archive)) {
            head = in.readNBytes(ArchiveFormat.HEAD);
        }
        try {
            ArchiveFormat format = ArchiveFormat.of(head).orElseThrow(Archives::unknown);
            unpack(archive, format, Destination.open(target, limits, progress));
            return Outcome.done(target);
        } catch (ArchiveRefusal e) {
            return Outcome.refused(e.problem());
        }
    }

    private static void unpack(Path archive, ArchiveFormat format, Destination destination)
            throws IOException, InterruptedException {
        switch (format) {
            case ZIP -> {
                try (FileChannel channel = FileChannel.open(archive)) {
                    new ZipUnpacker(channel, ZipDirectory.read(channel), destination).run();
                }
            }
            case TAR -> {
                try (InputStream in = Files.newInputStream(archive)) {
                    new TarUnpacker(in, destination, (_, _, _) -> {}).run();
                }
            }
            case GZIP -> {
                try (InputStream in = Files.newInputStream(archive);
                        GzipStream unpacked = new GzipStream(in, destination.limits())) {
                    new TarUnpacker(unpacked, destination, (_, _, _) -> {}).run();
                }
            }
            case SEVEN_ZIP, RAR, XZ, BZIP2, ZSTD, CABINET ->
                    throw ArchiveProblem.UNSUPPORTED.refusal(
                            NOT_UNPACKED,
                            "It is %s.".formatted(format.words()),
                            "Pack the model as .zip, .tar or .tar.gz.");
        }
    }

    /// {@return the names of the entries of the ZIP archive `archive`, as stored}
    public static Outcome<List<String>> namesInZip(Path archive) throws IOException {
        try (FileChannel channel = FileChannel.open(archive)) {
            return Outcome.done(
                    ZipDirectory.read(channel).entries().stream().map(ZipEntryHead::name).toList());
        } catch (ArchiveRefusal e) {
            return Outcome.refused(e.problem());
        }
    }

    private static ArchiveRefusal unknown() {
        return ArchiveProblem.DAMAGED.refusal(
                NOT_UNPACKED,
                "It does not start as a ZIP, tar or gzip file does.",
                "Copy it again from where it came from.");
    }

    static ArchiveRefusal damaged(String why) {
        return ArchiveProblem.DAMAGED.refusal(
                NOT_UNPACKED, why, "Copy it again from where it came from.");
    }

    static ArchiveRefusal disagreeing(String why) {
        return ArchiveProblem.DISAGREEING.refusal(
                NOT_UNPACKED, why, "Pack it again with another program; do not trust this one.");
    }
}
