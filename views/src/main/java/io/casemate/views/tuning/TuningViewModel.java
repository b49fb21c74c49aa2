package io.casemate.views.tuning;

import io.casemate.engine.feed.LiveFeed;
import io.casemate.engine.feed.Subscription;
import io.casemate.engine.models.Registry;
import io.casemate.engine.models.Revision;
import io.casemate.engine.models.Stage;
import io.casemate.engine.tuning.PlacementPlan;
import io.casemate.engine.tuning.PlacementProof;
import io.casemate.engine.tuning.RecordedProfile;
import io.casemate.engine.tuning.Trial;
import io.casemate.engine.tuning.TunePlan;
import io.casemate.engine.tuning.TuningGoal;
import io.casemate.engine.tuning.TuningProfile;
import io.casemate.views.bridge.Commands;
import io.casemate.views.bridge.Latest;
import io.casemate.views.bridge.LiveRow;
import io.casemate.views.bridge.LiveRows;
import io.casemate.views.bridge.Subscriptions;
import io.casemate.views.shell.Desk;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleObjectProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;

/// What the tuning screen shows and does. Confined to the FX thread.
final class TuningViewModel {
    static final List<Duration> BUDGETS =
            List.of(Duration.ofSeconds(30), TunePlan.STANDARD_BUDGET, Duration.ofMinutes(5));

    private final Desk desk;
    private final Commands commands;
    private final ObservableList<Revision> revisions = FXCollections.observableArrayList();
    private final ObjectProperty<@Nullable Revision> revision = new SimpleObjectProperty<>();
    private final ObjectProperty<TuningGoal> goal = new SimpleObjectProperty<>(TuningGoal.LATENCY);
    private final ObjectProperty<Duration> budget =
            new SimpleObjectProperty<>(TunePlan.STANDARD_BUDGET);
    private final LiveRows<Trial> trials = new LiveRows<>(Trial::setting);
    private final ReadOnlyObjectWrapper<@Nullable TuningProfile> profile =
            new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<@Nullable PlacementProof> proof =
            new ReadOnlyObjectWrapper<>();
    private List<RecordedProfile> recorded = List.of();

    TuningViewModel(Desk desk) {
        this.desk = desk;
        commands = new Commands(desk.threads());
        revision.addListener(_ -> {
            proof.set(null);
            showRecorded();
        });
    }

    void observe(Subscriptions held) {
        held.add(Latest.of(desk.rooms().models().registry(), desk.threads().ui(), this::show));
        held.add(
                Latest.of(
                        desk.rooms().tunings().recorded(),
                        desk.threads().ui(),
                        newest -> {
                            recorded = newest;
                            showRecorded();
                        }));
    }

    private void show(Registry newest) {
        List<Revision> offered =
                newest.revisions().stream().filter(it -> it.stage() != Stage.RETIRED).toList();
        if (!offered.equals(revisions)) {
            Optional<Revision> chosen =
                    Optional.ofNullable(revision.get())
                            .flatMap(before -> newest.find(before.id()))
                            .or(() -> offered.stream().findFirst());
            revisions.setAll(offered);
            revision.set(chosen.orElse(null));
        }
    }

    /// Shows the newest profile of the chosen revision, unless a run is being watched.
    private void showRecorded() {
        if (commands.busyProperty().get()) {
            return;
        }
        show(
                Stream.ofNullable(revision.get())
                        .flatMap(chosen ->
                                recorded.stream()
                                        .map(RecordedProfile::profile)
                                        .filter(it -> it.revision().equals(chosen.id())))
                        .findFirst());
    }

    private void show(Optional<TuningProfile> shown) {
        profile.set(shown.orElse(null));
        trials.show(shown.map(it -> it.search().trials()).orElse(List.of()));
    }

    /// Tunes the chosen revision; nothing happens while none is chosen.
    void tune() {
        Revision chosen = revision.get();
        if (chosen == null) {
            return;
        }
        var plan = new TunePlan(chosen.id(), goal.get(), budget.get(), Optional.empty());
        var heard = new LiveFeed<List<Trial>>(List.of());
        Subscription watching = Latest.of(heard, desk.threads().ui(), trials::show);
        profile.set(null);
        commands.follow(
                progress -> {
                    try {
                        return desk.rooms()
                                .operations()
                                .tune(plan, trial -> heard.update(it -> with(it, trial)), progress);
                    } finally {
                        watching.close();
                    }
                },
                found -> show(Optional.of(found)));
    }

    private static List<Trial> with(List<Trial> before, Trial news) {
        return Stream.concat(before.stream(), Stream.of(news)).toList();
    }

    /// Proves where the nodes of the chosen revision run.
    void prove() {
        Revision chosen = revision.get();
        if (chosen != null) {
            var plan = new PlacementPlan(chosen.id(), Optional.empty());
            commands.follow(
                    progress -> desk.rooms().operations().placement(plan, progress), proof::set);
        }
    }

    ObservableList<Revision> revisions() {
        return FXCollections.unmodifiableObservableList(revisions);
    }

    ObjectProperty<@Nullable Revision> revisionProperty() {
        return revision;
    }

    ObjectProperty<TuningGoal> goalProperty() {
        return goal;
    }

    ObjectProperty<Duration> budgetProperty() {
        return budget;
    }

    ObservableList<LiveRow<Trial>> trials() {
        return trials.list();
    }

    /// {@return the profile that is shown; null while there is none}
    ReadOnlyObjectProperty<@Nullable TuningProfile> profileProperty() {
        return profile.getReadOnlyProperty();
    }

    /// {@return where the chosen revision runs; null before that was proved}
    ReadOnlyObjectProperty<@Nullable PlacementProof> proofProperty() {
        return proof.getReadOnlyProperty();
    }

    Commands commands() {
        return commands;
    }
}
