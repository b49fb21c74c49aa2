package io.casemate.views.optimize;

import io.casemate.engine.models.Origin;
import io.casemate.engine.models.Registry;
import io.casemate.engine.models.Revision;
import io.casemate.engine.models.RevisionId;
import io.casemate.engine.quantize.Quantize;
import io.casemate.engine.quantize.Recipe;
import io.casemate.views.bridge.Commands;
import io.casemate.views.bridge.Latest;
import io.casemate.views.bridge.LiveRow;
import io.casemate.views.bridge.LiveRows;
import io.casemate.views.bridge.Subscriptions;
import io.casemate.views.shell.Desk;
import java.util.List;
import java.util.Optional;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleObjectProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;

/// What the optimize screen shows and does. Confined to the FX thread.
final class OptimizeViewModel {
    private final Desk desk;
    private final Commands commands;
    private final LiveRows<Revision> variants = new LiveRows<>(Revision::id);
    private final ObservableList<Revision> parents = FXCollections.observableArrayList();
    private final ObjectProperty<@Nullable Revision> parent = new SimpleObjectProperty<>();
    private final ObjectProperty<Recipe> recipe = new SimpleObjectProperty<>(Recipe.DYNAMIC_INT8);
    private final ReadOnlyObjectWrapper<@Nullable Revision> made = new ReadOnlyObjectWrapper<>();

    OptimizeViewModel(Desk desk) {
        this.desk = desk;
        commands = new Commands(desk.threads());
    }

    void observe(Subscriptions held) {
        held.add(Latest.of(desk.rooms().models().registry(), desk.threads().ui(), this::show));
    }

    private void show(Registry newest) {
        variants.show(newest.revisions().stream().filter(OptimizeViewModel::isVariant).toList());
        List<Revision> sources =
                newest.revisions().stream().filter(revision -> !isVariant(revision)).toList();
        if (!sources.equals(parents)) {
            Optional<Revision> chosen =
                    Optional.ofNullable(parent.get())
                            .flatMap(before -> newest.find(before.id()))
                            .or(() -> sources.stream().findFirst());
            parents.setAll(sources);
            parent.set(chosen.orElse(null));
        }
    }

    private static boolean isVariant(Revision revision) {
        return revision.origin() instanceof Origin.Quantized;
    }

    /// Makes the chosen variant of the chosen revision; nothing happens while none is chosen.
    void run() {
        Revision chosen = parent.get();
        if (chosen == null) {
            return;
        }
        var command = new Quantize(chosen.id(), recipe.get(), Optional.empty());
        made.set(null);
        commands.follow(
                progress -> desk.rooms().operations().quantize(command, progress), made::set);
    }

    /// Chooses the imported revision `id`; nothing changes when there is none such.
    void choose(RevisionId id) {
        show(desk.rooms().models().registry().latest());
        parents.stream()
                .filter(revision -> revision.id().equals(id))
                .findFirst()
                .ifPresent(parent::set);
    }

    ObservableList<Revision> parents() {
        return FXCollections.unmodifiableObservableList(parents);
    }

    ObjectProperty<@Nullable Revision> parentProperty() {
        return parent;
    }

    ObjectProperty<Recipe> recipeProperty() {
        return recipe;
    }

    /// {@return every variant, newest first}
    ObservableList<LiveRow<Revision>> variants() {
        return variants.list();
    }

    /// {@return what the last run made; null before that, and while one runs}
    ReadOnlyObjectProperty<@Nullable Revision> madeProperty() {
        return made.getReadOnlyProperty();
    }

    Commands commands() {
        return commands;
    }
}
