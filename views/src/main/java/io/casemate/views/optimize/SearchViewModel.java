package io.casemate.views.optimize;

import io.casemate.engine.feed.Subscription;
import io.casemate.engine.models.Revision;
import io.casemate.engine.problem.Outcome;
import io.casemate.engine.quantize.PublishAttempt;
import io.casemate.engine.quantize.search.Attempt;
import io.casemate.engine.quantize.search.Gate;
import io.casemate.engine.quantize.search.Goal;
import io.casemate.engine.quantize.search.SearchId;
import io.casemate.engine.quantize.search.SearchPlan;
import io.casemate.engine.quantize.search.SearchRecord;
import io.casemate.engine.quantize.search.SearchResult;
import io.casemate.engine.quantize.search.SearchState;
import io.casemate.engine.tasks.Progress;
import io.casemate.views.bridge.Commands;
import io.casemate.views.bridge.Latest;
import io.casemate.views.bridge.LiveRow;
import io.casemate.views.bridge.LiveRows;
import io.casemate.views.bridge.Subscriptions;
import io.casemate.views.shell.Desk;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleObjectProperty;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;

/// A search with a goal, as the screen sees it. Confined to the FX thread.
final class SearchViewModel {
    private final Desk desk;
    private final Commands commands;
    private final ObjectProperty<Goal> goal = new SimpleObjectProperty<>(Goal.BALANCED);
    private final ReadOnlyObjectWrapper<SearchState> state =
            new ReadOnlyObjectWrapper<>(SearchState.NONE);
    private final LiveRows<Attempt> attempts = new LiveRows<>(Attempt::recipe);
    private final ObjectProperty<@Nullable Attempt> chosen = new SimpleObjectProperty<>();
    private final ReadOnlyObjectWrapper<@Nullable Revision> made = new ReadOnlyObjectWrapper<>();
    private Optional<Onlooker> running = Optional.empty();
    private Optional<Revision> searched = Optional.empty();
    private Optional<SearchId> found = Optional.empty();
    private final ObjectProperty<List<SearchRecord>> records =
            new SimpleObjectProperty<>(List.of());

    SearchViewModel(Desk desk) {
        this.desk = desk;
        commands = new Commands(desk.threads());
        goal.addListener(_ -> choose(state.get()));
    }

    /// Searches for the best variant of `parent`; nothing is published.
    void run(Revision parent, Gate gate, Duration budget) {
        var plan =
                new SearchPlan(
                        parent.id(),
                        goal.get(),
                        gate,
                        budget,
                        false,
                        Optional.empty(),
                        Optional.empty());
        follow(
                parent,
                (onlooker, progress) ->
                        desk.rooms().operations().optimize(plan, onlooker, progress));
    }

    /// Goes on with a search that was interrupted.
    void resume(SearchRecord record) {
        desk.rooms()
                .models()
                .registry()
                .latest()
                .find(record.plan().parent())
                .ifPresent(parent -> {
                    goal.set(record.plan().goal());
                    follow(
                            parent,
                            (onlooker, progress) ->
                                    desk.rooms()
                                            .operations()
                                            .resume(record.id(), onlooker, progress));
                });
    }

    /// Forgets a search that was interrupted.
    void discard(SearchRecord record) {
        commands.run(() -> desk.rooms().operations().searches().discard(record.id()));
    }

    /// A search, new or gone on with.
    private interface Searching {
        Outcome<SearchResult> run(Onlooker onlooker, Progress progress);
    }

    private void follow(Revision parent, Searching searching) {
        var onlooker = new Onlooker();
        Subscription states = Latest.of(onlooker.states(), desk.threads().ui(), this::show);
        running = Optional.of(onlooker);
        searched = Optional.of(parent);
        found = Optional.empty();
        made.set(null);
        show(SearchState.NONE);
        commands.follow(
                progress -> {
                    try {
                        return searching.run(onlooker, progress);
                    } finally {
                        states.close();
                    }
                },
                this::finish);
    }

    /// Watches the searches on record.
    void observe(Subscriptions held) {
        held.add(
                Latest.of(
                        desk.rooms().operations().searches().all(),
                        desk.threads().ui(),
                        records::set));
    }

    private void finish(SearchResult result) {
        running = Optional.empty();
        found = Optional.of(result.id());
        show(result.state());
    }

    private void show(SearchState newest) {
        state.set(newest);
        attempts.show(newest.attempts());
        choose(newest);
    }

    private void choose(SearchState newest) {
        chosen.set(newest.best(goal.get()).map(Attempt.class::cast).orElse(null));
    }

    /// Ends the search, and the candidate that it tries now.
    void stop() {
        running.ifPresent(Onlooker::stop);
    }

    /// Takes a candidate into the registry, with what was measured of it.
    void publish(Attempt attempt) {
        int number = state.get().attempts().indexOf(attempt) + 1;
        found.ifPresent(id -> {
            var command = new PublishAttempt(id, Integer.toString(number), Optional.empty());
            commands.follow(
                    progress -> desk.rooms().operations().publish(command, progress), made::set);
        });
    }

    /// {@return the name of the model that `record` is about}
    String nameOf(SearchRecord record) {
        return desk.rooms()
                .models()
                .registry()
                .latest()
                .find(record.plan().parent())
                .map(revision -> revision.model().text())
                .orElseGet(() -> record.plan().parent().digest().abbreviated());
    }

    /// {@return the revision that was searched last}
    Optional<Revision> searched() {
        return searched;
    }

    /// {@return the searches on record, the newest first}
    ReadOnlyObjectProperty<List<SearchRecord>> recordsProperty() {
        return records;
    }

    /// {@return whether `attempt` may be published: it passed the gate}
    static boolean isPublishable(@Nullable Attempt attempt) {
        return attempt instanceof Attempt.Measured measured && measured.verdict().isPassed();
    }

    ObjectProperty<Goal> goalProperty() {
        return goal;
    }

    ReadOnlyObjectProperty<SearchState> stateProperty() {
        return state.getReadOnlyProperty();
    }

    ObservableList<LiveRow<Attempt>> attempts() {
        return attempts.list();
    }

    /// {@return the candidate that is shown: the best for the goal, until another one is chosen}
    ObjectProperty<@Nullable Attempt> chosenProperty() {
        return chosen;
    }

    /// {@return what was published last; null before}
    ReadOnlyObjectProperty<@Nullable Revision> madeProperty() {
        return made.getReadOnlyProperty();
    }

    Commands commands() {
        return commands;
    }
}
