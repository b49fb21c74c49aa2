package io.casemate.views.ledger;

import io.casemate.engine.ledger.Ledger;
import io.casemate.engine.ledger.LedgerEntry;
import io.casemate.engine.ledger.LedgerHead;
import io.casemate.engine.ledger.Verification;
import io.casemate.engine.problem.Outcome;
import io.casemate.engine.problem.Problem;
import io.casemate.views.bridge.Commands;
import io.casemate.views.bridge.ConsoleProblem;
import io.casemate.views.bridge.Latest;
import io.casemate.views.bridge.LiveRows;
import io.casemate.views.bridge.Subscriptions;
import io.casemate.views.shell.Desk;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;

/// What the ledger screen shows: the newest entries, and older ones page by page on request.
/// Confined to the FX thread.
final class LedgerModel {
    static final int PAGE = 200;

    final LiveRows<LedgerEntry> rows = new LiveRows<>(LedgerEntry::sequence);
    final ObjectProperty<Optional<LedgerHead>> head = new SimpleObjectProperty<>(Optional.empty());
    final ObjectProperty<Optional<Verification>> verification =
            new SimpleObjectProperty<>(Optional.empty());

    /// Whether the past is looked at.
    final BooleanProperty looking = new SimpleBooleanProperty();

    final Commands reading;
    final Commands verifying;
    final Commands exporting;

    private final Desk desk;
    private final Ledger ledger;
    private List<LedgerEntry> loaded = List.of();

    LedgerModel(Desk desk) {
        this.desk = desk;
        ledger = desk.rooms().ledger();
        reading = new Commands(desk.threads());
        verifying = new Commands(desk.threads());
        exporting = new Commands(desk.threads());
    }

    void observe(Subscriptions subscriptions) {
        subscriptions.add(Latest.of(ledger.head(), desk.threads().ui(), this::follow));
    }

    private void follow(LedgerHead newest) {
        head.set(Optional.of(newest));
        long from =
                loaded.isEmpty()
                        ? Math.max(0, newest.size() - PAGE)
                        : loaded.getFirst().sequence() + 1;
        if (from < newest.size()) {
            int count = (int) Math.min(PAGE, newest.size() - from);
            reading.read(() -> ledger.list(from, count), this::addNewer);
        }
    }

    private void addNewer(List<LedgerEntry> entries) {
        var all = new ArrayList<>(entries.reversed());
        long newest = all.isEmpty() ? -1 : all.getFirst().sequence();
        long known = loaded.isEmpty() ? -1 : loaded.getFirst().sequence();
        all.removeIf(entry -> entry.sequence() <= known);
        all.addAll(loaded);
        show(all);
        if (newest > known) {
            head.get().filter(it -> newest + 1 < it.size()).ifPresent(this::follow);
        }
    }

    /// {@return whether entries older than those shown exist}
    boolean hasOlder() {
        return !loaded.isEmpty() && loaded.getLast().sequence() > 0;
    }

    /// Reads the page before the oldest entry shown.
    void readOlder() {
        if (hasOlder() && !reading.busyProperty().get()) {
            long end = loaded.getLast().sequence();
            long from = Math.max(0, end - PAGE);
            reading.read(() -> ledger.list(from, (int) (end - from)), this::addOlder);
        }
    }

    private void addOlder(List<LedgerEntry> entries) {
        var all = new ArrayList<>(loaded);
        all.addAll(entries.reversed());
        show(all);
    }

    private void show(List<LedgerEntry> entries) {
        loaded = List.copyOf(entries);
        rows.show(loaded);
    }

    /// Walks the whole ledger on disk.
    void verify() {
        if (!verifying.busyProperty().get()) {
            verification.set(Optional.empty());
            verifying.read(ledger::verify, result -> verification.set(Optional.of(result)));
        }
    }

    /// @param whenDone is told how many entries were written
    void export(Path file, LongConsumer whenDone) {
        exporting.run(() -> written(file), (Long count) -> whenDone.accept(count));
    }

    private Outcome<Long> written(Path file) {
        try {
            return Outcome.done(ledger.export(file));
        } catch (IOException e) {
            return Outcome.refused(
                    new Problem(
                            ConsoleProblem.FILE_NOT_WRITTEN,
                            "The ledger was not exported to %s.".formatted(file),
                            "The file could not be written: %s.".formatted(e),
                            "Name a file in a folder that exists and may be written to."));
        }
    }
}
