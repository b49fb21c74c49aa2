package io.casemate.engine.quantize.search;

import io.casemate.engine.quantize.Recipe;
import io.casemate.engine.quantize.search.Attempt.Failed;
import io.casemate.engine.quantize.search.Attempt.Measured;
import io.casemate.engine.quantize.search.Attempt.TooInaccurate;
import io.casemate.engine.quantize.search.SearchState.End;
import io.casemate.engine.tasks.Progress;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.LongSupplier;

/// Tries candidates one after the other until none is left, the budget is used up, or somebody
/// stops it. A search that ends early has tried the most promising ones.
public final class Search {
    /// What a progress report of a finished attempt begins with.
    public static final String TRIED = "tried ";

    private final Trials trials;
    private final SearchWatcher watcher;
    private final Progress progress;
    private final LongSupplier nanos;
    private final List<Attempt> attempts = new ArrayList<>();
    private final Deque<Recipe> waiting = new ArrayDeque<>();
    private int space;

    /// @param nanos a clock such as [System#nanoTime()]
    public Search(Trials trials, SearchWatcher watcher, Progress progress, LongSupplier nanos) {
        this.trials = trials;
        this.watcher = watcher;
        this.progress = progress;
        this.nanos = nanos;
    }

    /// {@return the last snapshot}
    public SearchState run(List<Recipe> candidates, Duration budget) throws InterruptedException {
        waiting.addAll(candidates);
        space = candidates.size();
        long start = nanos.getAsLong();
        while (!waiting.isEmpty()) {
            if (watcher.isStopped()) {
                return end(End.STOPPED);
            }
            if (nanos.getAsLong() - start >= budget.toNanos()) {
                return end(End.BUDGET);
            }
            attempt(waiting.removeFirst());
        }
        return end(End.EXHAUSTED);
    }

    private void attempt(Recipe recipe) throws InterruptedException {
        show(Optional.of(recipe), Optional.empty());
        double from = (double) attempts.size() / space;
        double to = (attempts.size() + 1.0) / space;
        Attempt attempt = trials.attempt(recipe, progress.part(from, to));
        attempts.add(attempt);
        progress.report(TRIED + recipe.name() + ": " + words(attempt), Math.min(1, to));
    }

    private SearchState end(End why) {
        return show(Optional.empty(), Optional.of(why));
    }

    private SearchState show(Optional<Recipe> current, Optional<End> end) {
        var state = new SearchState(attempts, space, current, end);
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
