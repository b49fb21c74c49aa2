package io.casemate.engine.ledger;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/// Folders whose entries must survive a power cut.
public final class Folders {
    private Folders() {}

    /// {@return whether files have owners and modes here}
    public static boolean isPosix() {
        return FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
    }

    /// Makes names in `folder` durable. Where folders cannot be opened (Windows) the file system
    /// does that by itself.
    public static void sync(Path folder) throws IOException {
        if (isPosix()) {
            try (FileChannel channel = FileChannel.open(folder)) {
                channel.force(true);
            }
        }
    }

    /// Creates `folder`, readable by its owner only.
    public static void createPrivate(Path folder) throws IOException {
        Files.createDirectories(folder);
        if (isPosix()) {
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
        }
    }
}
