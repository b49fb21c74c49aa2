package io.casemate.engine.airlock;

import io.casemate.engine.units.Bytes;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;

/// Everything in a folder that is no folder; links are not followed.
///
/// @param files in the order in which they were found, 4,096 at most
record FolderFiles(Path folder, List<Path> files) {
    private static final int MOST_FILES = 4_096;

    /// @param reason why all of them are wanted, a sentence of its own
    /// @throws Refusal `AL-006` when there are more
    static FolderFiles in(Path folder, String reason) throws IOException {
        var files = new ArrayList<Path>();
        Files.walkFileTree(
                folder,
                new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                        files.add(file);
                        return files.size() > MOST_FILES
                                ? FileVisitResult.TERMINATE
                                : FileVisitResult.CONTINUE;
                    }
                });
        if (files.size() > MOST_FILES) {
            throw AirlockProblem.NOT_ONE_MODEL.refusal(
                    "%s was not imported.".formatted(folder),
                    "%s It holds more than %,d files.".formatted(reason, MOST_FILES),
                    "Put the model and what belongs to it into a folder of their own.");
        }
        return new FolderFiles(folder, List.copyOf(files));
    }

    Bytes size() throws IOException {
        long size = 0;
        for (Path file : files) {
            size +=
                    Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                            .size();
        }
        return new Bytes(size);
    }
}
