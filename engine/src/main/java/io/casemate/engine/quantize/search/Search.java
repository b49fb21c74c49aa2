package io.casemate.engine.quantize.search;

import io.casemate.engine.models.QuantizationCard.Speed;
import io.casemate.engine.qdq.LayerRanking;
import io.casemate.engine.quantize.Recipe;
import io.casemate.engine.quantize.Step;
import io.casemate.engine.quantize.search.Attempt.Failed;
import io.casemate.engine.quantize.search.Attempt.Measured;
import io.casemate.engine.quantize.search.Attempt.TooInaccurate;
import io.casemate.engine.quantize.search.SearchState.End;
import io.casemate.engine.tasks.Progress;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.LongSupplier;

/// Tries candidates one after the other until none is left, the budget is used up, or somebody
/// stops it, which ends the candidate that is tried at once. A search that ends early has tried the
/// most promising ones.
public final class Search {
    /// What a progress report of a finished attempt begins with.
    public static final String TRIED = "tried ";

    private final Trials trials;
    private final SearchWatcher watcher;
    private final Progress progress;
    private final LongSupplier nanos;

    /// What is found on a few samples is to hold on others, so it keeps this distance.
    private static final double MARGIN_DB = 1.5;

    private final List<Attempt> attempts = new ArrayList<>();
    private final Deque<Recipe> waiting = new ArrayDeque<>();
    private int space;

    /// The first one in static INT8 that was not exact enough; others with fewer layers come last.
    private Optional<Recipe> inexact = Optional.empty();

    private Optional<LayerSearch> layers = Optional.empty();
    private Optional<LayerRanking> ranking = Optional.empty();

    /// @param nanos a clock such as [System#nanoTime()]
    public Search(Trials trials, SearchWatcher watcher, Progress progress, LongSupplier nanos) {
        this.trials = trials;
        this.watcher = watcher;
        this.progress = progress;
        this.nanos = nanos;
    }

    /// {@return the last snapshot}
    public SearchState run(List<Recipe> candidates, SearchPlan plan) throws InterruptedException {
        waiting.addAll(candidates);
        space = candidates.size();
        long start = nanos.getAsLong();
        while (!waiting.isEmpty() || inexact.isPresent()) {
            if (watcher.isStopped()) {
                return end(End.STOPPED);
            }
            if (nanos.getAsLong() - start >= plan.budget().toNanos()) {
                return end(End.BUDGET);
            }
            if (waiting.isEmpty() ? !rank() : !attempt(waiting.removeFirst(), plan.gate())) {
                return end(End.STOPPED);
            }
        }
        return end(End.EXHAUSTED);
    }

    /// {@return whether it was tried; else somebody stopped the search}
    private boolean attempt(Recipe recipe, Gate gate) throws InterruptedException {
        show(Optional.of(recipe), Optional.empty());
        double from =
                Math.min(1, (double) attempts.size() / (attempts.size() + waiting.size() + 1));
        double to = (attempts.size() + 1.0) / (attempts.size() + waiting.size() + 1);
        Optional<Attempt> tried =
                StoppableCall.of(() -> trials.attempt(recipe, progress.part(from, to)), watcher);
        if (tried.isEmpty()) {
            return false;
        }
        Attempt attempt = tried.get();
        attempts.add(attempt);
        progress.report(TRIED + recipe.name() + ": " + words(attempt), to);
        if (recipe.staticInt8().isPresent()) {
            follow(recipe, attempt, gate);
        }
        return true;
    }

    /// Goes on with fewer layers, or with more of them, after an attempt in static INT8.
    private void follow(Recipe recipe, Attempt attempt, Gate gate) {
        boolean isExact = isExact(attempt, gate);
        if (layers.filter(it -> it.asked(recipe)).isPresent()) {
            layers.get().learn(isExact, isSlower(attempt));
            layers.get().next().ifPresent(waiting::addLast);
        } else if (layers.isEmpty() && inexact.isEmpty() && !isExact) {
            inexact = Optional.of(recipe);
        }
    }

    /// Finds out which layers to begin with, now that everything else was tried.
    ///
    /// {@return whether that was found out; else somebody stopped the search}
    private boolean rank() throws InterruptedException {
        Recipe recipe = inexact.orElseThrow();
        inexact = Optional.empty();
        Step.StaticInt8 step = recipe.staticInt8().orElseThrow();
        ranking = StoppableCall.of(() -> trials.rank(step, progress), watcher);
        if (ranking.isEmpty()) {
            return false;
        }
        var found = new LayerSearch(recipe, ranking.get().names());
        layers = Optional.of(found);
        space += found.space();
        found.next().ifPresent(waiting::addLast);
        return true;
    }

    private static boolean isExact(Attempt attempt, Gate gate) {
        return attempt instanceof Measured one
                && one.ranking().snrDb() >= gate.leastSnrDb() + MARGIN_DB
                && one.report().snrDb() >= gate.leastSnrDb();
    }

    private static boolean isSlower(Attempt attempt) {
        return attempt instanceof Measured one && Speed.of(one.latency()) == Speed.SLOWER;
    }

    private SearchState end(End why) {
        return show(Optional.empty(), Optional.of(why));
    }

    private SearchState show(Optional<Recipe> current, Optional<End> end) {
        var state = new SearchState(attempts, space, current, end, ranking);
        watcher.show(state);
        return state;
    }

    /// {@return what came of it, in one line}
    public static String words(Attempt attempt) {
        return switch (attempt) {
            case Measured one ->
                    String.format(
                            Locale.ROOT,
                            "%.0f %% of the size, %.1f dB, speed ×%.2f%s",
                            100 * one.sizes().ratio(),
                            one.report().snrDb(),
                            one.latency().speedup(),
                            one.verdict().isPassed() ? "" : "; does not pass");
            case TooInaccurate one ->
                    String.format(
                            Locale.ROOT,
                            "%.0f %% of the size, only %.1f dB",
                            100 * one.sizes().ratio(),
                            one.ranking().snrDb());
            case Failed one -> one.problem().why();
        };
    }
}
