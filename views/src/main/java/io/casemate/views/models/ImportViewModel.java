package io.casemate.views.models;

import io.casemate.engine.airlock.Airlock;
import io.casemate.engine.airlock.ImportId;
import io.casemate.engine.airlock.ImportModel;
import io.casemate.engine.airlock.ImportRun;
import io.casemate.engine.airlock.InterruptedCopy;
import io.casemate.engine.airlock.QuarantinedItem;
import io.casemate.engine.models.ModelName;
import io.casemate.engine.models.Revision;
import io.casemate.engine.tasks.Progress;
import io.casemate.views.bridge.Commands;
import io.casemate.views.bridge.Latest;
import io.casemate.views.bridge.Subscriptions;
import io.casemate.views.shell.Desk;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.jspecify.annotations.Nullable;

/// What the import sheet and the quarantine show and do. Confined to the FX thread.
final class ImportViewModel {
    private final Desk desk;
    private final Commands commands;
    private final Commands purges;
    private final ReadOnlyObjectWrapper<@Nullable ImportRun> run = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<@Nullable Revision> imported =
            new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<List<QuarantinedItem>> quarantined =
            new ReadOnlyObjectWrapper<>(List.of());
    private final ReadOnlyObjectWrapper<List<InterruptedCopy>> interrupted =
            new ReadOnlyObjectWrapper<>(List.of());
    private Optional<ImportModel> watched = Optional.empty();

    ImportViewModel(Desk desk) {
        this.desk = desk;
        commands = new Commands(desk.threads());
        purges = new Commands(desk.threads());
        commands.busyProperty()
                .subscribe(isBusy -> {
                    if (!isBusy) {
                        forgetACancelledRun();
                    }
                });
    }

    /// What is wrong with the fields of the import sheet.
    enum Fault {
        NONE,
        NO_SOURCE,
        BAD_SOURCE,
        BAD_NAME,
        BAD_GOLDEN
    }

    void observe(Subscriptions observation) {
        Executor ui = desk.threads().ui();
        Airlock airlock = desk.rooms().operations().airlock();
        observation.add(Latest.of(airlock.runs(), ui, this::follow));
        observation.add(Latest.of(airlock.quarantined(), ui, quarantined::set));
        observation.add(Latest.of(airlock.interrupted(), ui, interrupted::set));
    }

    /// Shows the newest import of what was asked for here.
    private void follow(List<ImportRun> runs) {
        watched.flatMap(command ->
                        runs.stream().filter(one -> one.command().equals(command)).findFirst())
                .ifPresent(run::set);
    }

    /// An import that somebody stopped ends without an end of its own.
    private void forgetACancelledRun() {
        ImportRun last = run.get();
        if (last != null && last.isRunning()) {
            watched = Optional.empty();
            run.set(null);
        }
    }

    /// Starts an import, unless a field is wrong; empty `name` and `golden` mean none given.
    Fault importModel(String source, String name, String golden) {
        Fault fault = fault(source.strip(), name.strip(), golden.strip());
        if (fault == Fault.NONE) {
            var command =
                    new ImportModel(
                            Path.of(source.strip()),
                            given(name).map(ModelName::new),
                            given(golden).map(Path::of));
            run(command);
        }
        return fault;
    }

    private void run(ImportModel command) {
        watched = Optional.of(command);
        run.set(null);
        imported.set(null);
        commands.run(
                () -> desk.rooms().operations().importModel(command, Progress.NONE), imported::set);
    }

    /// Forgets what the last import let in, or why it was refused.
    void forgetLastImport() {
        imported.set(null);
        if (!commands.busyProperty().get()) {
            watched = Optional.empty();
            run.set(null);
        }
        commands.dismiss();
    }

    /// Stops the import that runs. What is copied of a large file by then can go on later.
    void cancel() {
        watched.map(command -> String.valueOf(command.source().getFileName()))
                .ifPresent(name ->
                        desk.rooms().tasks().all().latest().stream()
                                .filter(task -> task.isRunning() && task.kind().equals("import"))
                                .filter(task -> task.title().endsWith(name))
                                .findFirst()
                                .ifPresent(task -> desk.rooms().tasks().cancel(task.id())));
    }

    /// Deletes a refused model from quarantine.
    void purge(ImportId id) {
        purges.run(() -> desk.rooms().operations().airlock().purge(id));
    }

    /// Deletes an interrupted copy.
    void discard(ImportId id) {
        purges.run(() -> desk.rooms().operations().airlock().discard(id));
    }

    /// {@return the item that the last import left in quarantine}
    Optional<QuarantinedItem> kept() {
        ImportRun last = run.get();
        return last == null
                ? Optional.empty()
                : quarantined.get().stream()
                        .filter(item -> item.id().equals(last.id()))
                        .findFirst();
    }

    /// {@return the interrupted copy that an import of `source` goes on with}
    Optional<InterruptedCopy> interruptedCopyOf(String source) {
        String stripped = source.strip();
        return stripped.isEmpty() || !isPath(stripped)
                ? Optional.empty()
                : interrupted.get().stream()
                        .filter(copy -> copy.isOf(Path.of(stripped)))
                        .findFirst();
    }

    private static Fault fault(String source, String name, String golden) {
        if (source.isEmpty()) {
            return Fault.NO_SOURCE;
        }
        if (!isPath(source)) {
            return Fault.BAD_SOURCE;
        }
        if (!name.isEmpty() && !ModelName.isValid(name)) {
            return Fault.BAD_NAME;
        }
        return isPath(golden) ? Fault.NONE : Fault.BAD_GOLDEN;
    }

    private static boolean isPath(String text) {
        try {
            var _ = Path.of(text);
            return true;
        } catch (InvalidPathException _) {
            return false;
        }
    }

    private static Optional<String> given(String text) {
        return Optional.of(text.strip()).filter(stripped -> !stripped.isEmpty());
    }

    /// {@return the import that was asked for here, as it stands; null before there is one}
    ReadOnlyObjectProperty<@Nullable ImportRun> runProperty() {
        return run.getReadOnlyProperty();
    }

    /// {@return what waits in quarantine, newest first}
    ReadOnlyObjectProperty<List<QuarantinedItem>> quarantinedProperty() {
        return quarantined.getReadOnlyProperty();
    }

    /// {@return copies that can go on, newest first}
    ReadOnlyObjectProperty<List<InterruptedCopy>> interruptedProperty() {
        return interrupted.getReadOnlyProperty();
    }

    /// {@return what the last import let in; null before that, and while one runs}
    ReadOnlyObjectProperty<@Nullable Revision> importedProperty() {
        return imported.getReadOnlyProperty();
    }

    Commands purges() {
        return purges;
    }

    Commands commands() {
        return commands;
    }
}
