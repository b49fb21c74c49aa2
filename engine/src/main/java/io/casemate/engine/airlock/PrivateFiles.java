package io.casemate.engine.airlock;

import io.casemate.engine.ledger.Folders;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;

/// Files and folders that only the account of the console can reach.
final class PrivateFiles {
    private PrivateFiles() {}

    /// {@return `folder`, made if it was not there, with mode 0700}
    static Path createFolder(Path folder) throws IOException {
        Folders.createPrivate(folder);
        return folder;
    }

    /// Writes a small text with mode 0600, through to the disk.
    static void write(Path file, String text) throws IOException {
        Files.writeString(file, text);
        allow(file, "rw-------");
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
    }

    /// Makes every file below `folder` read-only, mode 0400, and every folder 0700.
    static void seal(Path folder) throws IOException {
        List<Path> all;
        try (Stream<Path> paths = Files.walk(folder)) {
            all = paths.toList();
        }
        for (Path path : all) {
            allow(path, Files.isDirectory(path) ? "rwx------" : "r--------");
        }
    }

    private static void allow(Path path, String mode) throws IOException {
        if (Folders.isPosix()) {
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(mode));
        }
    }
}
