package io.casemate.engine.export;

import io.casemate.engine.archive.PackedFile;
import io.casemate.engine.models.Content;
import io.casemate.engine.units.Bytes;
import io.casemate.engine.units.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/// A folder of the store as it is on the disk.
///
/// @param files by their path in it
record StoredFiles(SortedMap<String, PackedFile> files) {
    private static final int BUFFER = 1 << 20;

    /// Lists `folder`; reads nothing yet.
    ///
    /// @throws IOException also when something is neither file nor folder
    static StoredFiles in(Path folder, Meter meter) throws IOException {
        var found = new TreeMap<String, PackedFile>();
        List<Path> paths;
        try (Stream<Path> all = Files.walk(folder)) {
            paths =
                    all.filter(path -> !Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS))
                            .toList();
        }
        for (Path path : paths) {
            String name = folder.relativize(path).toString().replace('\\', '/');
            if (!Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
                throw new IOException("'%s' is neither file nor folder".formatted(name));
            }
            found.put(name, new PackedFile(name, Files.size(path), out -> copy(path, out, meter)));
        }
        return new StoredFiles(found);
    }

    long bytes() {
        return files.values().stream().mapToLong(PackedFile::size).sum();
    }

    /// {@return the files by their digests, after reading all of them}
    Content content() throws IOException, InterruptedException {
        var digests = new TreeMap<String, Digest>();
        for (PackedFile file : files.values()) {
            digests.put(file.path(), file.digest());
        }
        return new Content(digests, new Bytes(bytes()), Optional.empty());
    }

    /// {@return the files below the folder `top`}
    List<PackedFile> below(String top) {
        List<PackedFile> moved = new ArrayList<>();
        files.values().forEach(file -> moved.add(file.at(top + "/" + file.path())));
        return moved;
    }

    private static void copy(Path file, OutputStream out, Meter meter)
            throws IOException, InterruptedException {
        byte[] buffer = new byte[BUFFER];
        try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                if (Thread.interrupted()) {
                    throw new InterruptedException("the export was cancelled");
                }
                out.write(buffer, 0, read);
                meter.moved(read);
            }
        }
    }
}
