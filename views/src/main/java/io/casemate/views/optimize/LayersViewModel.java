package io.casemate.views.optimize;

import io.casemate.engine.models.Revision;
import io.casemate.engine.models.RevisionId;
import io.casemate.engine.qdq.LayerRanking;
import io.casemate.engine.quantize.KeptLayers;
import io.casemate.engine.quantize.MeasureLayers;
import io.casemate.engine.quantize.Quantize;
import io.casemate.engine.quantize.Recipe;
import io.casemate.views.bridge.Commands;
import io.casemate.views.shell.Desk;
import java.util.List;
import java.util.Optional;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleObjectProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableSet;
import org.jspecify.annotations.Nullable;

/// The layers of one revision, how well each bears INT8, and which are to stay in floating point.
/// Confined to the FX thread.
final class LayersViewModel {
    private static final Recipe RECIPE = Recipe.STATIC_INT8;

    private final Desk desk;
    private final Commands commands;
    private final ObjectProperty<LayerRanking> ranking =
            new SimpleObjectProperty<>(LayerRanking.NONE);
    private final ObservableSet<String> kept = FXCollections.observableSet();

    /// One for all who look, since the set knows it by a weak reference only.
    private final ObservableSet<String> shownKept = FXCollections.unmodifiableObservableSet(kept);

    private Optional<RevisionId> shownOf = Optional.empty();
    private final ReadOnlyObjectWrapper<@Nullable Revision> made = new ReadOnlyObjectWrapper<>();

    LayersViewModel(Desk desk) {
        this.desk = desk;
        commands = new Commands(desk.threads());
    }

    /// Measures the layers of `parent`, on its golden set.
    void measure(Revision parent) {
        var command = new MeasureLayers(parent.id(), RECIPE, Optional.empty());
        show(parent.id(), LayerRanking.NONE);
        commands.follow(
                progress -> desk.rooms().operations().measureLayers(command, progress),
                measured -> show(parent.id(), measured));
    }

    /// Shows layers of `parent` that are measured already. None is kept, unless they are shown as
    /// it is.
    void show(RevisionId parent, LayerRanking measured) {
        boolean isShown = measured.equals(ranking.get()) && shownOf.equals(Optional.of(parent));
        if (!isShown) {
            made.set(null);
            kept.clear();
            shownOf = Optional.of(parent);
            ranking.set(measured);
        }
    }

    /// Shows no layers any more, if those that are shown are of another revision than `parent`.
    void choose(Revision parent) {
        if (!shownOf.equals(Optional.of(parent.id()))) {
            show(parent.id(), LayerRanking.NONE);
        }
    }

    /// Makes a variant of `parent` in which the layers that are kept stay in floating point.
    void make(Revision parent) {
        Recipe recipe = kept.isEmpty() ? RECIPE : KeptLayers.of(RECIPE, List.copyOf(kept));
        var command = new Quantize(parent.id(), recipe, Optional.empty());
        made.set(null);
        commands.follow(
                progress -> desk.rooms().operations().quantize(command, progress), made::set);
    }

    /// Keeps a layer in floating point, or does not any more.
    void keep(String layer, boolean isKept) {
        if (isKept) {
            kept.add(layer);
        } else {
            kept.remove(layer);
        }
    }

    ReadOnlyObjectProperty<LayerRanking> rankingProperty() {
        return ranking;
    }

    /// {@return names of the layers that stay in floating point}
    ObservableSet<String> kept() {
        return shownKept;
    }

    /// {@return what was made last; null before}
    ReadOnlyObjectProperty<@Nullable Revision> madeProperty() {
        return made.getReadOnlyProperty();
    }

    Commands commands() {
        return commands;
    }
}
