package io.casemate.engine.worker;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/// Private folders of jobs, each gone when its job has ended.
public final class JobFolders {
    private static final System.Logger LOG = System.getLogger(JobFolders.class.getName());

    private final Path root;

    private JobFolders(Path root) {
        this.root = root;
    }

    /// Deletes what jobs of a process that was killed left behind.
    public static JobFolders open(Path root) throws IOException {
        Files.createDirectories(root);
        List<Path> left;
        try (Stream<Path> all = Files.list(root)) {
            left = all.toList();
        }
        for (Path folder : left) {
            delete(folder);
        }
        return new JobFolders(root);
    }

    public Folder open(String kind) throws IOException {
        return new Folder(Files.createDirectory(root.resolve(kind + "-" + UUID.randomUUID())));
    }

    /// The folder of one job; closing deletes it.
    public record Folder(Path path) implements AutoCloseable {

        @Override
        public void close() {
            try {
                delete(path);
            } catch (IOException e) {
                LOG.log(Level.WARNING, "Deleted at the next start: " + path, e);
            }
        }
    }

    /// Deletes a folder and all that is in it.
    public static void delete(Path folder) throws IOException {
        if (Files.notExists(folder)) {
            return;
        }
        try (Stream<Path> all = Files.walk(folder)) {
            all.sorted(Comparator.reverseOrder())
                    .forEach(path -> {
                        try {
                            Files.deleteIfExists(path);
                        } catch (IOException e) {
                            throw new UncheckedIOException(e);
                        }
                    });
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }
}
