package io.casemate.views.latency;

import io.casemate.engine.deploy.Deployment;
import io.casemate.engine.telemetry.LatencyView;
import io.casemate.engine.telemetry.SeriesId;
import io.casemate.views.bridge.Latest;
import io.casemate.views.bridge.Subscriptions;
import io.casemate.views.shell.Desk;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleObjectProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;

/// Which deployment is watched, what was heard of it, and whether that is old. Confined to the FX
/// thread.
final class LatencyViewModel {
    private static final Duration SILENCE = Duration.ofSeconds(3);

    private final Desk desk;
    private final ObservableList<String> names = FXCollections.observableArrayList();
    private final ObjectProperty<@Nullable String> chosen = new SimpleObjectProperty<>();
    private final ReadOnlyObjectWrapper<@Nullable LatencyView> view = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyBooleanWrapper stale = new ReadOnlyBooleanWrapper();
    private Map<SeriesId, LatencyView> known = Map.of();

    LatencyViewModel(Desk desk) {
        this.desk = desk;
        chosen.addListener(_ -> choose());
    }

    void observe(Subscriptions held) {
        var ui = desk.threads().ui();
        held.add(Latest.of(desk.rooms().deployments().all(), ui, this::showNames));
        held.add(Latest.of(desk.rooms().latencies().live(), ui, this::showLive));
        held.add(Latest.of(desk.now(), ui, this::age));
    }

    private void showNames(List<Deployment> deployments) {
        List<String> newest =
                deployments.stream().map(deployment -> deployment.id().text()).toList();
        if (!names.equals(newest)) {
            @Nullable String before = chosen.get();
            names.setAll(newest);
            chosen.set(
                    before != null && newest.contains(before)
                            ? before
                            : newest.isEmpty() ? null : newest.getFirst());
        }
    }

    private void showLive(Map<SeriesId, LatencyView> newest) {
        known = newest;
        choose();
    }

    private void choose() {
        String name = chosen.get();
        view.set(name == null ? null : known.get(new SeriesId(name)));
    }

    private void age(Instant now) {
        LatencyView heard = view.get();
        stale.set(heard != null && heard.updated().plus(SILENCE).isBefore(now));
    }

    ObservableList<String> names() {
        return FXCollections.unmodifiableObservableList(names);
    }

    ObjectProperty<@Nullable String> chosenProperty() {
        return chosen;
    }

    /// {@return what was heard of the chosen deployment; null before anything was}
    ReadOnlyObjectProperty<@Nullable LatencyView> viewProperty() {
        return view.getReadOnlyProperty();
    }

    /// {@return whether nothing was heard for more than 3 s}
    ReadOnlyBooleanProperty staleProperty() {
        return stale.getReadOnlyProperty();
    }
}
