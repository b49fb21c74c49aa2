package io.casemate.views.models;

import io.casemate.engine.deploy.Deployment;
import io.casemate.engine.lineage.Lineage;
import io.casemate.engine.models.Registry;
import io.casemate.engine.models.Revision;
import io.casemate.engine.models.RevisionId;
import io.casemate.engine.models.Stage;
import io.casemate.views.bridge.Commands;
import io.casemate.views.bridge.Latest;
import io.casemate.views.bridge.LiveRow;
import io.casemate.views.bridge.LiveRows;
import io.casemate.views.bridge.Subscriptions;
import io.casemate.views.shell.Desk;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import javafx.collections.ObservableList;

/// What the models screen shows and does. Confined to the FX thread.
final class ModelsViewModel {
    private final Desk desk;
    private final ImportViewModel imports;
    private final Commands reading;
    private final LiveRows<Revision> rows = new LiveRows<>(Revision::id);
    private Set<RevisionId> serving = Set.of();
    private Registry registry = new Registry(List.of());

    ModelsViewModel(Desk desk) {
        this.desk = desk;
        imports = new ImportViewModel(desk);
        reading = new Commands(desk.threads());
    }

    void observe(Subscriptions held) {
        Executor ui = desk.threads().ui();
        held.add(Latest.of(desk.rooms().models().registry(), ui, this::show));
        held.add(Latest.of(desk.rooms().deployments().all(), ui, this::showServing));
        imports.observe(held);
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

    /// {@return the revision that `revision` was made from, if it was made here}
    Optional<Revision> parentOf(Revision revision) {
        return revision.parent().flatMap(registry::find);
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

    ImportViewModel imports() {
        return imports;
    }
}
