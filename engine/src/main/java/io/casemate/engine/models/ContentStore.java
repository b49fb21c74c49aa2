package io.casemate.engine.models;

import io.casemate.engine.ledger.Folders;
import io.casemate.engine.units.Digest;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// Folders of read-only files, each under the digest of its content: `sha256/<first two
/// digits>/<digest>/`.
record ContentStore(Path root) {

    Path folder(Digest digest) {
        return root.resolve("sha256").resolve(digest.hex().substring(0, 2)).resolve(digest.hex());
    }

    boolean holds(Digest digest) {
        return Files.isDirectory(folder(digest));
    }

    /// Makes what `folder` holds durable and read-only, before it is moved in.
    static void seal(Path folder) throws IOException {
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path path : (Iterable<Path>) paths::iterator) {
                if (Files.isDirectory(path)) {
                    Folders.sync(path);
                } else {
                    sealFile(path);
                }
            }
        }
    }

    /// Moves `folder` in under its digest, in one step.
    void take(Path folder, Digest digest) throws IOException {
        Path place = folder(digest);
        Files.createDirectories(place.getParent());
        Files.move(folder, place, StandardCopyOption.ATOMIC_MOVE);
        Folders.sync(place.getParent());
        Folders.sync(place.getParent().getParent());
        Folders.sync(root);
    }

    /// Moves folders that nothing refers to out of the store, to `orphans` beside it.
    ///
    /// @return where they are now
    List<Path> setAsideOrphans(Predicate<Digest> isKnown) throws IOException {
        List<Path> moved = new ArrayList<>();
        Path store = root.resolve("sha256");
        if (!Files.isDirectory(store)) {
            return moved;
        }
        List<Path> folders;
        try (Stream<Path> paths = Files.walk(store, 2)) {
            folders =
                    paths.filter(path -> path.getNameCount() == store.getNameCount() + 2).toList();
        }
        for (Path folder : folders) {
            if (!isKnown.test(new Digest(folder.getFileName().toString()))) {
                moved.add(setAside(folder));
            }
        }
        return moved;
    }

    private Path setAside(Path folder) throws IOException {
        Path orphans = Files.createDirectories(root.resolve("orphans"));
        Path place = orphans.resolve(folder.getFileName());
        for (int i = 2; Files.exists(place); i++) {
            place = orphans.resolve(folder.getFileName() + "-" + i);
        }
        return Files.move(folder, place, StandardCopyOption.ATOMIC_MOVE);
    }

    private static void sealFile(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.force(true);
        } catch (java.nio.file.AccessDeniedException _) {
            // It is read-only already: open for reading is enough to make it durable.
            try (FileChannel channel = FileChannel.open(file)) {
                channel.force(true);
            }
        }
        if (Folders.isPosix()) {
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("r--r--r--"));
        } else {
            Files.setAttribute(file, "dos:readonly", true);
        }
    }
}
