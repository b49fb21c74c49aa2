package io.casemate.views.models;

import io.casemate.engine.airlock.ImportModel;
import io.casemate.engine.deploy.Deployment;
import io.casemate.engine.feed.Subscription;
import io.casemate.engine.lineage.Lineage;
import io.casemate.engine.models.ModelName;
import io.casemate.engine.models.Origin;
import io.casemate.engine.models.Registry;
import io.casemate.engine.models.Revision;
import io.casemate.engine.models.RevisionId;
import io.casemate.engine.models.Stage;
import io.casemate.views.bridge.Commands;
import io.casemate.views.bridge.Latest;
import io.casemate.views.bridge.LiveProgress;
import io.casemate.views.bridge.LiveRow;
import io.casemate.views.bridge.LiveRows;
import io.casemate.views.shell.Desk;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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
    private final Commands reading;
    private final LiveRows<Revision> rows = new LiveRows<>(Revision::id);
    private final ReadOnlyObjectWrapper<LiveProgress.Step> step =
            new ReadOnlyObjectWrapper<>(new LiveProgress.Step("", LiveProgress.UNKNOWN));
    private final ReadOnlyObjectWrapper<@Nullable Revision> imported =
            new ReadOnlyObjectWrapper<>();
    private Set<RevisionId> serving = Set.of();
    private Registry registry = new Registry(List.of());

    ModelsViewModel(Desk desk) {
        this.desk = desk;
        commands = new Commands(desk.threads());
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

    Subscription observe() {
        Subscription models =
                Latest.of(desk.rooms().models().registry(), desk.threads().ui(), this::show);
        Subscription deployments =
                Latest.of(desk.rooms().deployments().all(), desk.threads().ui(), this::showServing);
        return () -> {
            models.close();
            deployments.close();
        };
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
        reading.read(() -> desk.rooms().provenance().lineages().of(revision.id()), whenRead);
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
        commands.dismiss();
    }

    private void run(ImportModel command) {
        var progress = new LiveProgress();
        Subscription watching = Latest.of(progress.steps(), desk.threads().ui(), step::set);
        imported.set(null);
        commands.run(
                () -> {
                    try {
                        return desk.rooms().operations().importModel(command, progress);
                    } finally {
                        watching.close();
                    }
                },
                imported::set);
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

    /// {@return what the running import does now}
    ReadOnlyObjectProperty<LiveProgress.Step> stepProperty() {
        return step.getReadOnlyProperty();
    }

    /// {@return what the last import let in; null before that, and while one runs}
    ReadOnlyObjectProperty<@Nullable Revision> importedProperty() {
        return imported.getReadOnlyProperty();
    }

    Commands commands() {
        return commands;
    }
}
