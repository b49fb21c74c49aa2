package io.casemate.views.optimize;

import io.casemate.engine.feed.Subscription;
import io.casemate.engine.models.Revision;
import io.casemate.engine.quantize.Quantize;
import io.casemate.engine.quantize.search.Attempt;
import io.casemate.engine.quantize.search.Gate;
import io.casemate.engine.quantize.search.Goal;
import io.casemate.engine.quantize.search.SearchPlan;
import io.casemate.engine.quantize.search.SearchResult;
import io.casemate.engine.quantize.search.SearchState;
import io.casemate.views.bridge.Commands;
import io.casemate.views.bridge.Latest;
import io.casemate.views.bridge.LiveRow;
import io.casemate.views.bridge.LiveRows;
import io.casemate.views.shell.Desk;
import java.time.Duration;
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
        var onlooker = new Onlooker();
        Subscription states = Latest.of(onlooker.states(), desk.threads().ui(), this::show);
        running = Optional.of(onlooker);
        searched = Optional.of(parent);
        made.set(null);
        show(SearchState.NONE);
        commands.follow(
                progress -> {
                    try {
                        return desk.rooms().operations().optimize(plan, onlooker, progress);
                    } finally {
                        states.close();
                    }
                },
                this::finish);
    }

    private void finish(SearchResult result) {
        running = Optional.empty();
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

    /// Ends the search after the candidate that it tries now.
    void stop() {
        running.ifPresent(Onlooker::stop);
    }

    /// Takes a candidate into the registry: makes it anew from its recipe.
    void publish(Attempt attempt) {
        searched.ifPresent(parent -> {
            var command = new Quantize(parent.id(), attempt.recipe(), Optional.empty());
            commands.follow(
                    progress -> desk.rooms().operations().quantize(command, progress), made::set);
        });
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
