package io.casemate.engine.export;

import io.casemate.engine.archive.FolderWriter;
import io.casemate.engine.units.Bytes;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/// Where an export goes. It grows in a folder beside the target and gets its own name in one step.
/// Confined to one thread.
final class ExportTarget {
    private static final String UNFINISHED = ".unfinished";
    private static final Bytes SLACK = Bytes.mebibytes(1);
    private static final long FILE_SYSTEM_BLOCK = 4096;

    private final Path target;
    private final Path unfinished;
    private final String what;
    private boolean isBegun;

    /// @param what the refusals' first sentence
    ExportTarget(Path target, String what) {
        this.target = target;
        unfinished = target.resolveSibling(target.getFileName() + UNFINISHED);
        this.what = what;
    }

    /// @throws ExportRefusal when nothing can be written there
    void check() {
        if (Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
            throw exists();
        }
        if (Files.exists(unfinished, LinkOption.NOFOLLOW_LINKS)) {
            throw cutOff();
        }
        if (!Files.isDirectory(target.getParent())) {
            throw ExportProblem.PLACE.refusal(
                    what,
                    "The folder '%s' does not exist.".formatted(target.getParent()),
                    "Check the path, and that the stick is in; or make the folder first.");
        }
        if (!Files.isWritable(target.getParent())) {
            throw ExportProblem.PLACE.refusal(
                    what,
                    "The folder '%s' may not be written to.".formatted(target.getParent()),
                    "Name another folder, or ask for the permission.");
        }
    }

    void checkRoom(Packing.Packed packed) throws IOException {
        long needed = packed.bytes() + SLACK.count() + FILE_SYSTEM_BLOCK * packed.files().size();
        long free = free();
        if (free < needed) {
            throw ExportProblem.NO_ROOM.refusal(
                    what,
                    "%s are free at the target and %s are needed."
                            .formatted(new Bytes(free), new Bytes(needed)),
                    "Make room there, or name another disk.");
        }
    }

    /// Writes everything beside the target.
    void write(Packing.Packed packed, Instant time) throws IOException, InterruptedException {
        try {
            Files.createDirectory(unfinished);
        } catch (FileAlreadyExistsException _) {
            throw cutOff();
        }
        isBegun = true;
        FolderWriter.write(packed.files(), time, unfinished);
    }

    /// Gives it its name. An empty file holds the name of an archive, so that no other is replaced;
    /// a folder never replaces one that holds anything.
    void finish(Packing.Packed packed, ExportFormat format) throws IOException {
        try {
            switch (format) {
                case FOLDER, OCI_LAYOUT -> Files.move(unfinished, target);
                case OCI_ARCHIVE -> {
                    Files.createFile(target);
                    Files.move(
                            unfinished.resolve(packed.files().getFirst().path()),
                            target,
                            StandardCopyOption.ATOMIC_MOVE);
                    Files.delete(unfinished);
                }
            }
        } catch (FileAlreadyExistsException _) {
            throw exists();
        }
        isBegun = false;
        FolderWriter.syncFolder(target.getParent());
    }

    /// Deletes what is unfinished.
    void discard() {
        if (!isBegun) {
            return;
        }
        try {
            deleteUnfinished();
        } catch (IOException e) {
            throw ExportProblem.NOT_WRITTEN.refusal(
                    what,
                    "Writing failed, and '%s' could not be deleted: %s.".formatted(unfinished, e),
                    "Check that the stick is in, delete it, then export again.");
        }
    }

    private void deleteUnfinished() throws IOException {
        List<Path> paths;
        try (Stream<Path> all = Files.walk(unfinished)) {
            paths = all.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : paths) {
            Files.delete(path);
        }
    }

    /// {@return why it was not written}
    ExportRefusal failed(IOException e) {
        if (isFull()) {
            return ExportProblem.NO_ROOM.refusal(
                    what,
                    "The disk of the target became full. Nothing was left there.",
                    "Make room there, or name another disk.");
        }
        return ExportProblem.NOT_WRITTEN.refusal(
                what,
                "A file could not be read or written: %s. Nothing was left there.".formatted(e),
                "Check that the stick is in and takes files of this size, then export again.");
    }

    private boolean isFull() {
        try {
            return free() < SLACK.count();
        } catch (IOException _) {
            return false; // the disk is gone, so the first failure tells more
        }
    }

    private long free() throws IOException {
        return Files.getFileStore(target.getParent()).getUsableSpace();
    }

    private ExportRefusal cutOff() {
        return ExportProblem.UNFINISHED.refusal(
                what,
                "'%s' is there: an export to the same place runs or was cut off."
                        .formatted(unfinished),
                "If none runs, delete it, then export again.");
    }

    private ExportRefusal exists() {
        return ExportProblem.EXISTS.refusal(
                what,
                "'%s' exists and is not replaced.".formatted(target),
                "Name a place where nothing is yet.");
    }
}
