package io.casemate.engine.airlock;

import io.casemate.engine.feed.Feed;
import io.casemate.engine.feed.LiveFeed;
import io.casemate.engine.ledger.Draft;
import io.casemate.engine.ledger.Ledger;
import io.casemate.engine.problem.Outcome;
import io.casemate.engine.units.Bytes;
import io.casemate.engine.worker.JobFolders;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;

/// The interrupted copies in quarantine. They are few, small and young enough to stay within
/// limits; the oldest make way for newer ones.
final class PartialCopies {
    private static final System.Logger LOG = System.getLogger(PartialCopies.class.getName());

    private final Path root;
    private final Ledger ledger;
    private final Limits limits;
    private final ReentrantLock lock = new ReentrantLock();
    private final List<CopyNote> notes = new ArrayList<>();
    private final LiveFeed<List<InterruptedCopy>> feed = new LiveFeed<>(List.of());

    /// How much may wait to go on.
    ///
    /// @param age since the last of it was copied
    record Limits(int copies, Bytes bytes, Duration age) {
        static final Limits STANDARD = new Limits(4, Bytes.gibibytes(64), Duration.ofDays(14));
    }

    /// @param root the quarantine's folder
    PartialCopies(Path root, Ledger ledger, Limits limits) {
        this.root = root;
        this.ledger = ledger;
        this.limits = limits;
    }

    /// {@return newest first}
    Feed<List<InterruptedCopy>> all() {
        return feed;
    }

    /// Keeps what can go on of the copies in `cell`, and nothing else there. {@return whether there
    /// is anything}
    boolean keep(Path cell) throws IOException {
        Optional<CopyNote> note = CopyNote.in(cell);
        if (note.isEmpty()) {
            return false;
        }
        strip(cell, note.get());
        lock.lock();
        try {
            notes.add(note.get());
            notes.sort(Comparator.comparing((CopyNote one) -> one.copy().when()).reversed());
        } finally {
            lock.unlock();
        }
        publish();
        makeRoom();
        return true;
    }

    private static void strip(Path cell, CopyNote note) throws IOException {
        Set<Path> kept = new HashSet<>();
        note.files().forEach(file -> kept.add(cell.resolve(file.at()).normalize()));
        List<Path> others;
        try (Stream<Path> all = Files.walk(cell)) {
            others = all.filter(path -> !Files.isDirectory(path) && !kept.contains(path)).toList();
        }
        for (Path other : others) {
            Files.delete(other);
        }
        note.write(cell);
    }

    private void makeRoom() {
        List<ImportId> excess = new ArrayList<>();
        Instant oldest = Instant.now().minus(limits.age());
        long bytes = 0;
        List<InterruptedCopy> copies = feed.latest();
        for (int i = 0; i < copies.size(); i++) {
            bytes += copies.get(i).copied().count();
            boolean isTooMuch = i >= limits.copies() || bytes > limits.bytes().count();
            if (isTooMuch || copies.get(i).when().isBefore(oldest)) {
                excess.add(copies.get(i).id());
            }
        }
        for (ImportId id : excess) {
            if (discard(id) instanceof Outcome.Refused<InterruptedCopy>(var problem)) {
                LOG.log(Level.WARNING, problem.toString());
            }
        }
    }

    /// Hands an interrupted copy over to another import: its files are moved to `cell`. {@return
    /// them; empty when there is no copy of the file at `place`}
    List<KeptCopy> claim(String place, Quarantine.Cell cell) throws IOException {
        Optional<CopyNote> found =
                take(note ->
                        note.files().stream()
                                .anyMatch(file -> file.source().place().equals(place)));
        List<KeptCopy> moved = new ArrayList<>();
        if (found.isEmpty()) {
            return moved;
        }
        Path from = folder(found.get().copy().id());
        for (KeptCopy file : found.get().files()) {
            Path to = cell.kept().resolve(Integer.toString(moved.size()));
            Files.move(from.resolve(file.at()), to, StandardCopyOption.ATOMIC_MOVE);
            String at = cell.folder().relativize(to).toString().replace('\\', '/');
            moved.add(new KeptCopy(file.source(), at, file.bytes(), file.sha256()));
        }
        JobFolders.delete(from);
        return moved;
    }

    /// First the entry, then the bytes: what is left after a crash in between is listed again.
    Outcome<InterruptedCopy> discard(ImportId id) {
        Optional<CopyNote> found = take(note -> note.copy().id().equals(id));
        if (found.isEmpty()) {
            return Quarantine.unknown(id);
        }
        InterruptedCopy copy = found.get().copy();
        ledger.append(
                Draft.of(
                        new CopyDiscarded(id, copy.source(), copy.copied().count()),
                        copy.source()));
        try {
            JobFolders.delete(folder(id));
        } catch (IOException e) {
            return Outcome.refused(Quarantine.notDeleted(copy.source(), e));
        }
        return Outcome.done(copy);
    }

    private Optional<CopyNote> take(java.util.function.Predicate<CopyNote> wanted) {
        Optional<CopyNote> found;
        lock.lock();
        try {
            found = notes.stream().filter(wanted).findFirst();
            found.ifPresent(notes::remove);
        } finally {
            lock.unlock();
        }
        publish();
        return found;
    }

    private void publish() {
        feed.update(_ -> {
            lock.lock();
            try {
                return notes.stream().map(CopyNote::copy).toList();
            } finally {
                lock.unlock();
            }
        });
    }

    private Path folder(ImportId id) {
        return root.resolve(id.text());
    }
}
