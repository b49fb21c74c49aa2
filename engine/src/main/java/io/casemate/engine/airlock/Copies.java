package io.casemate.engine.airlock;

import io.casemate.engine.units.Bytes;
import io.casemate.engine.units.Digest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// The files that one import copies, and how far it is with all of them. Confined to one thread.
///
/// What is copied is noted in the import's folder until [#finish()]; an interruption before that
/// leaves the note, and with it copies that go on when the same files are imported again.
final class Copies {
    private final Quarantine.Cell cell;
    private final ImportModel command;
    private final List<KeptCopy> files = new ArrayList<>();
    private final List<String> remarks = new ArrayList<>();
    private Consumer<Copying> told = _ -> {};
    private long of;
    private long before;
    private long continuedAt;
    private long rateFrom;
    private long rateSince;

    Copies(Quarantine.Cell cell, ImportModel command) {
        this.cell = cell;
        this.command = command;
    }

    /// Says what is going to be copied, and who wants to know how far that is.
    ///
    /// @param bytes in all
    void expect(long bytes, Consumer<Copying> whoWatches) {
        of = bytes;
        told = whoWatches;
        before = 0;
        continuedAt = 0;
        rateSince = 0;
        remarks.clear();
    }

    /// {@return the SHA-256 of what was copied}
    Digest copy(Path source, Path target) throws IOException, InterruptedException {
        var watch = new OneFile();
        try {
            Digest digest = new Intake(source, target, watch).copy();
            before += Files.size(target);
            return digest;
        } catch (Refusal e) {
            if (e.problem().code() == AirlockProblem.CHANGED_WHILE_COPIED) {
                files.removeIf(file -> file.source().place().equals(watch.place));
                write();
            }
            throw e;
        }
    }

    /// Everything is copied: nothing is left to go on with.
    void finish() throws IOException {
        files.clear();
        CopyNote.delete(cell.folder());
        cell.deleteKept();
    }

    /// {@return `figures`, and what there is to say of copies that were interrupted before}
    StageFigures noted(StageFigures figures) {
        return (continuedAt == 0 ? figures : figures.and("continued at bytes", continuedAt))
                .noting(remarks);
    }

    /// {@return how many bytes were there already}
    long continuedAt() {
        return continuedAt;
    }

    /// {@return sentences about copies that did not go on}
    List<String> remarks() {
        return List.copyOf(remarks);
    }

    private void write() throws IOException {
        if (cell.partials().isEmpty()) {
            return;
        }
        if (files.isEmpty()) {
            CopyNote.delete(cell.folder());
            return;
        }
        Path source = command.source();
        Path name = source.getFileName();
        long copied = files.stream().mapToLong(KeptCopy::bytes).sum();
        var copy =
                new InterruptedCopy(
                        new ImportId(cell.folder().getFileName().toString()),
                        name == null ? source.toString() : name.toString(),
                        source.toAbsolutePath().normalize().toString(),
                        command.name().map(Object::toString),
                        command.golden().map(Object::toString),
                        new Bytes(copied),
                        new Bytes(Math.max(of, copied)),
                        Instant.now().truncatedTo(ChronoUnit.MILLIS));
        new CopyNote(copy, files).write(cell.folder());
    }

    private String below(Path target) {
        return cell.folder().relativize(target).toString().replace('\\', '/');
    }

    private void tell(Copying.Phase phase, long bytes, long all) {
        long nanos = System.nanoTime();
        boolean isCopying = phase == Copying.Phase.COPYING;
        if (!isCopying) {
            rateSince = 0;
        } else if (rateSince == 0) {
            rateSince = nanos;
            rateFrom = bytes;
        }
        long millis = (nanos - rateSince) / 1_000_000;
        boolean isMeasured = isCopying && millis > 0;
        long perSecond = isMeasured ? (bytes - rateFrom) * 1_000 / millis : 0;
        told.accept(new Copying(phase, bytes, all, continuedAt, perSecond));
    }

    /// Follows one file.
    private final class OneFile implements CopyWatch {
        private String place = "";

        @Override
        public Optional<KeptCopy> kept(SourceStamp source, Path target) throws IOException {
            place = source.place();
            if (cell.partials().isPresent() && find(place).isEmpty()) {
                files.addAll(cell.partials().get().claim(place, cell));
                write();
            }
            Optional<KeptCopy> kept = find(place);
            if (kept.isPresent()) {
                Files.move(
                        cell.folder().resolve(kept.get().at()),
                        target,
                        StandardCopyOption.ATOMIC_MOVE);
                note(kept.get(), target);
            }
            return kept;
        }

        private Optional<KeptCopy> find(String wanted) {
            return files.stream().filter(one -> one.source().place().equals(wanted)).findFirst();
        }

        @Override
        public void checked(long bytes, long all) {
            tell(Copying.Phase.CHECKING, bytes, all);
        }

        @Override
        public void continued(KeptCopy kept) {
            continuedAt += kept.bytes();
            tell(Copying.Phase.COPYING, before + kept.bytes(), of);
        }

        @Override
        public void begunAnew(KeptCopy kept, String why) throws IOException {
            files.removeIf(file -> file.source().place().equals(place));
            write();
            remarks.add(
                    "An interrupted copy had %s, and the copy began anew nevertheless: %s."
                            .formatted(new Bytes(kept.bytes()), why));
        }

        @Override
        public void copied(long bytes) {
            tell(Copying.Phase.COPYING, before + bytes, of);
        }

        @Override
        public void reached(KeptCopy now, Path target) throws IOException {
            if (cell.partials().isPresent()) {
                note(now, target);
            }
        }

        private void note(KeptCopy now, Path target) throws IOException {
            files.removeIf(file -> file.source().place().equals(place));
            files.add(new KeptCopy(now.source(), below(target), now.bytes(), now.sha256()));
            write();
        }
    }
}
