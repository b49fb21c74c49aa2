package io.casemate.engine.airlock;

import io.casemate.engine.feed.Feed;
import io.casemate.engine.feed.LiveFeed;
import io.casemate.engine.json.Json;
import io.casemate.engine.ledger.Draft;
import io.casemate.engine.ledger.Ledger;
import io.casemate.engine.problem.Outcome;
import io.casemate.engine.problem.Problem;
import io.casemate.engine.worker.JobFolders;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;

/// Where models wait until they are let in: one folder an import, gone when it has ended, or kept
/// until it is purged when the model was refused.
final class Quarantine {
    private static final System.Logger LOG = System.getLogger(Quarantine.class.getName());
    private static final String NOTE = "item.json";

    private final Path root;
    private final Ledger ledger;
    private final PartialCopies partials;
    private final LiveFeed<List<QuarantinedItem>> items;

    private Quarantine(PartialCopies partials, Path root, Ledger ledger) {
        this.partials = partials;
        this.root = root;
        this.ledger = ledger;
        items = new LiveFeed<>(List.of());
    }

    /// Clears away what a crash left behind, and says so in the ledger. Refused items stay, and so
    /// do copies that can go on.
    static Quarantine open(Path root, Ledger ledger) throws IOException {
        return open(root, ledger, PartialCopies.Limits.STANDARD);
    }

    static Quarantine open(Path root, Ledger ledger, PartialCopies.Limits limits)
            throws IOException {
        PrivateFiles.createFolder(root);
        var partials = new PartialCopies(root, ledger, limits);
        var quarantine = new Quarantine(partials, root, ledger);
        quarantine.takeStock();
        return quarantine;
    }

    private void takeStock() throws IOException {
        List<Path> all;
        try (Stream<Path> folders = Files.list(root)) {
            all = folders.sorted().toList();
        }
        List<QuarantinedItem> kept = new ArrayList<>();
        List<String> left = new ArrayList<>();
        for (Path folder : all) {
            Optional<QuarantinedItem> item = itemIn(folder);
            item.ifPresent(kept::add);
            if (item.isEmpty() && !isCopy(folder)) {
                JobFolders.delete(folder);
                left.add(folder.getFileName().toString());
            }
        }
        if (!left.isEmpty()) {
            ledger.append(Draft.of(new ImportAbandoned(left), "quarantine"));
        }
        kept.sort(Comparator.comparing(QuarantinedItem::when).reversed());
        items.update(_ -> List.copyOf(kept));
    }

    private boolean isCopy(Path folder) throws IOException {
        return ImportId.isValid(folder.getFileName().toString()) && partials.keep(folder);
    }

    private static Optional<QuarantinedItem> itemIn(Path folder) throws IOException {
        Path note = folder.resolve(NOTE);
        if (!Files.isRegularFile(note)) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    Json.mapper().readValue(Files.readString(note), QuarantinedItem.class));
        } catch (JacksonException e) {
            LOG.log(Level.WARNING, "The note of a quarantined item is broken: " + note, e);
            return Optional.empty();
        }
    }

    Feed<List<QuarantinedItem>> items() {
        return items;
    }

    /// {@return copies that go on when the same file is imported again, newest first}
    Feed<List<InterruptedCopy>> interrupted() {
        return partials.all();
    }

    Outcome<InterruptedCopy> discard(ImportId id) {
        return partials.discard(id);
    }

    /// {@return a folder that leaves nothing when it is closed}
    Cell cell(ImportId id) throws IOException {
        return new Cell(PrivateFiles.createFolder(root.resolve(id.text())));
    }

    /// {@return a folder that leaves copies that can go on, if the copying was interrupted}
    Cell importCell(ImportId id) throws IOException {
        return new Cell(cell(id).folder(), Optional.of(partials));
    }

    /// Leaves the cell where it is when its import ends.
    void keep(Cell cell, QuarantinedItem item) throws IOException {
        PrivateFiles.seal(cell.folder());
        Path draft = cell.folder().resolve(NOTE + ".new");
        PrivateFiles.write(draft, Json.mapper().writeValueAsString(item));
        Files.move(draft, cell.folder().resolve(NOTE), StandardCopyOption.ATOMIC_MOVE);
        items.update(before -> {
            List<QuarantinedItem> now = new ArrayList<>(before);
            now.addFirst(item);
            return List.copyOf(now);
        });
    }

    Optional<QuarantinedItem> find(ImportId id) {
        return items.latest().stream().filter(item -> item.id().equals(id)).findFirst();
    }

    static <T> Outcome<T> unknown(ImportId id) {
        return Outcome.refused(
                AirlockProblem.NOT_IN_QUARANTINE.because(
                        "Nothing was done with '%s'.".formatted(id),
                        "No such item waits in quarantine.",
                        "List what waits there, and name one of those."));
    }

    /// First the entry, then the bytes: what is left after a crash in between is purged again.
    Outcome<QuarantinedItem> purge(ImportId id) {
        Optional<QuarantinedItem> found = find(id);
        if (found.isEmpty()) {
            return unknown(id);
        }
        QuarantinedItem item = found.get();
        ledger.append(
                Draft.of(
                        new QuarantinePurged(
                                id,
                                item.source(),
                                item.sha256(),
                                item.bytes().count(),
                                item.code()),
                        item.source()));
        try {
            JobFolders.delete(root.resolve(id.text()));
        } catch (IOException e) {
            return Outcome.refused(notDeleted(item.source(), e));
        }
        items.update(before -> before.stream().filter(one -> !one.id().equals(id)).toList());
        return Outcome.done(item);
    }

    static Problem notDeleted(String source, IOException e) {
        return AirlockProblem.NOT_PURGED.because(
                "'%s' was not purged.".formatted(source),
                "Its files could not be deleted: %s.".formatted(e),
                "Check the permissions of the data folder, then purge it again.");
    }

    /// The folder of one import.
    ///
    /// @param partials where interrupted copies are looked for and left; empty for none
    record Cell(Path folder, Optional<PartialCopies> partials) implements AutoCloseable {
        private static final String JOB = "job-";

        Cell(Path folder) {
            this(folder, Optional.empty());
        }

        /// {@return whether copies in it can go on}
        boolean isInterrupted() {
            return CopyNote.isIn(folder);
        }

        /// {@return the folder for what an interrupted copy has left}
        Path kept() throws IOException {
            return PrivateFiles.createFolder(folder.resolve("kept"));
        }

        void deleteKept() throws IOException {
            JobFolders.delete(folder.resolve("kept"));
        }

        Path model() throws IOException {
            return PrivateFiles.createFolder(folder.resolve("model"));
        }

        /// {@return the folder for what was brought, under its own names}
        Path bundle() throws IOException {
            return PrivateFiles.createFolder(folder.resolve("bundle"));
        }

        Path golden() throws IOException {
            return PrivateFiles.createFolder(folder.resolve("golden"));
        }

        Path job(String kind) {
            return folder.resolve(JOB + kind);
        }

        void deleteJobs() throws IOException {
            List<Path> jobs;
            try (Stream<Path> all = Files.list(folder)) {
                jobs = all.filter(one -> one.getFileName().toString().startsWith(JOB)).toList();
            }
            for (Path job : jobs) {
                JobFolders.delete(job);
            }
        }

        private boolean isKept() {
            return Files.exists(folder.resolve(NOTE));
        }

        /// An interrupt that ends the import must not keep this from being done.
        @Override
        public void close() {
            boolean wasInterrupted = Thread.interrupted();
            try {
                boolean goesOn = partials.isPresent() && partials.get().keep(folder);
                if (!isKept() && !goesOn) {
                    JobFolders.delete(folder);
                }
            } catch (IOException e) {
                LOG.log(Level.WARNING, "Quarantine is cleared at the next start: " + folder, e);
            } finally {
                if (wasInterrupted) {
                    Thread.currentThread().interrupt();
                }
            }
        }
    }
}
