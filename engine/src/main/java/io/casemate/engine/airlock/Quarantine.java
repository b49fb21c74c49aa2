package io.casemate.engine.airlock;

import io.casemate.engine.ledger.Draft;
import io.casemate.engine.ledger.Ledger;
import io.casemate.engine.worker.JobFolders;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/// Where models wait until they are let in: one folder an import, gone when it has ended.
final class Quarantine {
    private static final System.Logger LOG = System.getLogger(Quarantine.class.getName());

    private final Path root;

    private Quarantine(Path root) {
        this.root = root;
    }

    /// Clears away what a crash left behind, and says so in the ledger.
    static Quarantine open(Path root, Ledger ledger) throws IOException {
        Files.createDirectories(root);
        List<Path> left;
        try (Stream<Path> all = Files.list(root)) {
            left = all.sorted().toList();
        }
        for (Path folder : left) {
            JobFolders.delete(folder);
        }
        if (!left.isEmpty()) {
            List<String> names = left.stream().map(path -> path.getFileName().toString()).toList();
            ledger.append(Draft.of(new ImportAbandoned(names), "quarantine"));
        }
        return new Quarantine(root);
    }

    Cell cell() throws IOException {
        return new Cell(Files.createDirectory(root.resolve(UUID.randomUUID().toString())));
    }

    /// The folder of one import.
    record Cell(Path folder) implements AutoCloseable {

        Path model() throws IOException {
            return Files.createDirectories(folder.resolve("model"));
        }

        Path golden() throws IOException {
            return Files.createDirectories(folder.resolve("golden"));
        }

        Path job(String kind) {
            return folder.resolve("job-" + kind);
        }

        @Override
        public void close() {
            try {
                JobFolders.delete(folder);
            } catch (IOException e) {
                LOG.log(Level.WARNING, "Quarantine is cleared at the next start: " + folder, e);
            }
        }
    }
}
