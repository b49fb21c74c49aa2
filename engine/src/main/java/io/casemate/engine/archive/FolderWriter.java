package io.casemate.engine.archive;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/// Writes files that are on the disk, not in its cache, when it returns. Nothing is replaced.
public final class FolderWriter {
    private static final int BUFFER = 1 << 20;
    private static final boolean IS_POSIX =
            FileSystems.getDefault().supportedFileAttributeViews().contains("posix");

    private FolderWriter() {}

    /// Writes `files` into `folder`, which is there and empty.
    ///
    /// @param time when all files were changed last
    public static void write(List<PackedFile> files, Instant time, Path folder)
            throws IOException, InterruptedException {
        for (PackedFile file : files) {
            Path place = folder.resolve(file.path()).normalize();
            if (!place.startsWith(folder)) {
                throw new IOException("'%s' is outside its folder".formatted(file.path()));
            }
            Files.createDirectories(place.getParent());
            write(file, place);
            Files.setLastModifiedTime(place, FileTime.from(time));
        }
        syncFolders(folder);
    }

    private static void write(PackedFile file, Path place)
            throws IOException, InterruptedException {
        try (FileChannel channel =
                FileChannel.open(place, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel), BUFFER);
            file.writeTo(out);
            out.flush();
            channel.force(true);
        }
    }

    private static void syncFolders(Path top) throws IOException {
        List<Path> folders;
        try (Stream<Path> all = Files.walk(top)) {
            folders = all.filter(Files::isDirectory).toList();
        }
        for (Path folder : folders) {
            syncFolder(folder);
        }
    }

    /// Makes the names in `folder` durable, where the system can.
    public static void syncFolder(Path folder) throws IOException {
        if (IS_POSIX) {
            try (FileChannel channel = FileChannel.open(folder)) {
                channel.force(true);
            }
        }
    }
}
