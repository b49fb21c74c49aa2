package io.casemate.engine.airlock;

import io.casemate.engine.golden.GoldenSets;
import io.casemate.engine.units.Bytes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// Copies a golden set into quarantine, in any form that is read: arrays, tables, tensors, labels
/// and the metric; nothing else.
///
/// @param from folder as given
/// @param to folder in quarantine
record GoldenIntake(Path from, Path to) {
    private static final Bytes LARGEST = Bytes.gibibytes(4);
    private static final int MAX_FILES = 20_000;

    void copy() throws IOException, InterruptedException {
        if (!Files.isDirectory(from, LinkOption.NOFOLLOW_LINKS)) {
            throw bad("%s is no folder.".formatted(from));
        }
        List<Path> files;
        try (Stream<Path> all = Files.walk(from, 2)) {
            files = all.filter(this::belongs).sorted().limit(MAX_FILES + 1L).toList();
        }
        if (files.isEmpty()) {
            throw bad(
                    "%s holds no .npy, .npz or .csv file and no test_data_set folder."
                            .formatted(from));
        }
        long bytes = 0;
        for (Path file : files) {
            bytes += Files.size(file);
        }
        if (bytes > LARGEST.count() || files.size() > MAX_FILES) {
            throw bad(
                    "It has %d files and %s (limit %d files and %s)."
                            .formatted(files.size(), new Bytes(bytes), MAX_FILES, LARGEST));
        }
        for (Path file : files) {
            Path target = to.resolve(from.relativize(file).toString());
            Files.createDirectories(target.getParent());
            new Intake(file, target, CopyWatch.NONE).copy();
        }
    }

    private boolean belongs(Path file) {
        return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
                && GoldenSets.isPart(from.relativize(file));
    }

    private Refusal bad(String why) {
        return AirlockProblem.BAD_GOLDEN_SET.refusal(
                "The golden set was not taken, and nothing was imported.",
                why,
                "Name a folder with samples, such as one .npy file an input, or leave the golden set"
                        + " out.");
    }
}
