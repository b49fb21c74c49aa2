package io.casemate.views.models;

import io.casemate.engine.airlock.Airlock;
import io.casemate.engine.airlock.ImportId;
import io.casemate.engine.airlock.ImportModel;
import io.casemate.engine.airlock.ImportRun;
import io.casemate.engine.airlock.QuarantinedItem;
import io.casemate.engine.deploy.Deployment;
import io.casemate.engine.lineage.Lineage;
import io.casemate.engine.models.ModelName;
import io.casemate.engine.models.Origin;
import io.casemate.engine.models.Registry;
import io.casemate.engine.models.Revision;
import io.casemate.engine.models.RevisionId;
import io.casemate.engine.models.Stage;
import io.casemate.engine.tasks.Progress;
import io.casemate.views.bridge.Commands;
import io.casemate.views.bridge.Latest;
import io.casemate.views.bridge.LiveRow;
import io.casemate.views.bridge.LiveRows;
import io.casemate.views.bridge.Subscriptions;
import io.casemate.views.shell.Desk;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;

/// What the models screen shows and does. Confined to the FX thread.
final class ModelsViewModel {
    private final Desk desk;
    private final Commands commands;
    private final Commands purges;
    private final Commands reading;
    private final LiveRows<Revision> rows = new LiveRows<>(Revision::id);
    private final ReadOnlyObjectWrapper<@Nullable ImportRun> run = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<List<QuarantinedItem>> quarantined =
            new ReadOnlyObjectWrapper<>(List.of());
    private Optional<ImportModel> watched = Optional.empty();
    private final ReadOnlyObjectWrapper<@Nullable Revision> imported =
            new ReadOnlyObjectWrapper<>();
    private Set<RevisionId> serving = Set.of();
    private Registry registry = new Registry(List.of());

    ModelsViewModel(Desk desk) {
        this.desk = desk;
        commands = new Commands(desk.threads());
        purges = new Commands(desk.threads());
        reading = new Commands(desk.threads());
    }

    /// What is wrong with the fields of the import sheet.
    enum Fault {
        NONE,
        NO_SOURCE,
        BAD_SOURCE,
        BAD_NAME,
        BAD_GOLDEN
    }

    void observe(Subscriptions held) {
        Executor ui = desk.threads().ui();
        Airlock airlock = desk.rooms().operations().airlock();
        held.add(Latest.of(desk.rooms().models().registry(), ui, this::show));
        held.add(Latest.of(desk.rooms().deployments().all(), ui, this::showServing));
        held.add(Latest.of(airlock.runs(), ui, this::follow));
        held.add(Latest.of(airlock.quarantined(), ui, quarantined::set));
    }

    /// Shows the newest import of what was asked for here.
    private void follow(List<ImportRun> runs) {
        watched.flatMap(command ->
                        runs.stream().filter(one -> one.command().equals(command)).findFirst())
                .ifPresent(run::set);
    }

    /// Shows what the registry holds now, without waiting for its feed.
    void refresh() {
        show(desk.rooms().models().registry().latest());
    }

    private void show(Registry newest) {
        registry = newest;
        showRows();
    }

    private void showServing(List<Deployment> deployments) {
        serving = deployments.stream().map(Deployment::revision).collect(Collectors.toSet());
        showRows();
    }

    /// A revision that is deployed is shown as serving; the registry keeps its own stage.
    private void showRows() {
        rows.show(
                Family.ordered(
                        registry.revisions().stream()
                                .map(revision ->
                                        serving.contains(revision.id())
                                                ? revision.withStage(Stage.SERVING)
                                                : revision)
                                .toList()));
    }

    Registry registry() {
        return registry;
    }

    /// Reads the lineage of `revision` and hands it to `whenRead`.
    void lineage(Revision revision, Consumer<Lineage> whenRead) {
        reading.read(() -> desk.rooms().records().lineages().of(revision.id()), whenRead);
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

    /// Forgets what the last import let in, or why it was refused.
    void forgetLastImport() {
        imported.set(null);
        if (!commands.busyProperty().get()) {
            watched = Optional.empty();
            run.set(null);
        }
        commands.dismiss();
    }

    private void run(ImportModel command) {
        watched = Optional.of(command);
        run.set(null);
        imported.set(null);
        commands.run(
                () -> desk.rooms().operations().importModel(command, Progress.NONE), imported::set);
    }

    /// Stops the import that runs; it leaves nothing behind.
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

    /// {@return the item that the last import left in quarantine}
    Optional<QuarantinedItem> kept() {
        ImportRun last = run.get();
        return last == null
                ? Optional.empty()
                : quarantined.get().stream()
                        .filter(item -> item.id().equals(last.id()))
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
            Path.of(text);
            return true;
        } catch (InvalidPathException _) {
            return false;
        }
    }

    private static Optional<String> given(String text) {
        return Optional.of(text.strip()).filter(stripped -> !stripped.isEmpty());
    }

    /// {@return the revision that `revision` was made from, if it was made here}
    Optional<Revision> parentOf(Revision revision) {
        return switch (revision.origin()) {
            case Origin.Imported _ -> Optional.empty();
            case Origin.Quantized(RevisionId parent, _) -> registry.find(parent);
        };
    }

    /// {@return the revisions made from `revision`, newest first}
    List<Revision> variantsOf(Revision revision) {
        return registry.revisions().stream()
                .filter(other ->
                        parentOf(other)
                                .filter(parent -> parent.id().equals(revision.id()))
                                .isPresent())
                .toList();
    }

    ObservableList<LiveRow<Revision>> rows() {
        return rows.list();
    }

    /// {@return the import that was asked for here, as it stands; null before there is one}
    ReadOnlyObjectProperty<@Nullable ImportRun> runProperty() {
        return run.getReadOnlyProperty();
    }

    /// {@return what waits in quarantine, newest first}
    ReadOnlyObjectProperty<List<QuarantinedItem>> quarantinedProperty() {
        return quarantined.getReadOnlyProperty();
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
