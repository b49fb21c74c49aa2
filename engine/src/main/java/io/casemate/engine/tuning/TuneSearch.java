package io.casemate.engine.tuning;

import io.casemate.engine.problem.Outcome;
import io.casemate.engine.problem.Problem;
import io.casemate.engine.tasks.Progress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;

/// Goes along one axis after the other and keeps what is better beyond doubt, then measures the
/// chosen setting once more: the best of many measurements is partly luck, and only the last one
/// counts. No new setting is tried when the time is up.
final class TuneSearch {
    private static final int[] BATCHES = {2, 4, 8, 16};
    private static final Duration LEAST_TIMING = Duration.ofMillis(300);
    private static final Duration MOST_TIMING = Duration.ofSeconds(3);

    /// Of the budget; the rest pays for the last measurement.
    private static final double SEARCHING = 0.85;

    /// Of the time of a try; loading and starting take the rest.
    private static final double TIMING = 0.5;

    private final TunePlan plan;
    private final Trials trials;
    private final TuneWatcher watcher;
    private final LongSupplier clock;
    private final List<Trial> tried = new ArrayList<>();
    private final Set<Setting> seen = new HashSet<>();
    private Setting best = Setting.STANDARD;
    private Optional<Comparison> bestSeen = Optional.empty();

    /// @param clock nanoseconds since the budget began to run
    TuneSearch(TunePlan plan, Trials trials, TuneWatcher watcher, LongSupplier clock) {
        this.plan = plan;
        this.trials = trials;
        this.watcher = watcher;
        this.clock = clock;
    }

    /// What a search found.
    ///
    /// @param gain empty: the standard settings are the best
    record Found(
            Setting chosen, Optional<Comparison> gain, List<Trial> tried, boolean isComplete) {}

    /// @param first where the search begins
    /// @param canBatch whether the model takes several samples at once
    Found run(Setting first, Axes axes, boolean canBatch, Progress progress)
            throws InterruptedException {
        best = first;
        seen.add(Setting.STANDARD);
        if (!first.equals(Setting.STANDARD)) {
            consider(first, axes, progress);
        }
        for (List<UnaryOperator<Setting>> axis : axes.all()) {
            Setting base = best;
            for (UnaryOperator<Setting> change : axis) {
                consider(change.apply(base), axes, progress);
            }
        }
        boolean isComplete = !isLate();
        int batch = canBatch ? bestBatch(axes, progress) : 1;
        Optional<Comparison> gain = confirmed(axes, progress);
        Setting chosen = gain.isPresent() || best.equals(first) ? best : first;
        return new Found(chosen.withBatch(batch), gain, List.copyOf(tried), isComplete);
    }

    /// Tries `setting`, unless it was tried or the time is up.
    private Optional<Comparison> consider(Setting setting, Axes axes, Progress progress)
            throws InterruptedException {
        if (isLate() || !seen.add(setting)) {
            return Optional.empty();
        }
        report(setting, axes, progress);
        Trial trial = attempt(setting, timing(axes));
        tried.add(trial);
        watcher.tried(trial);
        if (!(trial instanceof Trial.Measured(_, Comparison comparison))) {
            return Optional.empty();
        }
        if (setting.batch() == 1 && isBetter(comparison)) {
            best = setting;
            bestSeen = Optional.of(comparison);
        }
        return Optional.of(comparison);
    }

    private boolean isBetter(Comparison news) {
        Ratio ratio = news.of(plan.goal());
        double before = bestSeen.map(it -> it.of(plan.goal()).value()).orElse(1.0);
        return ratio.isBetter() && ratio.value() > before;
    }

    private Trial attempt(Setting setting, Duration timing) throws InterruptedException {
        return switch (trials.attempt(setting, timing, Progress.NONE)) {
            case Outcome.Refused<TuneJob.Tried>(Problem problem) ->
                    new Trial.Failed(setting, problem.code().id(), problem.why());
            case Outcome.Done<TuneJob.Tried>(TuneJob.Tried done) ->
                    done.comparison()
                            .<Trial>map(it -> new Trial.Measured(setting, it))
                            .orElseGet(() ->
                                    new Trial.Differs(setting, done.difference().orElseThrow()));
        };
    }

    /// {@return the batch from which on more throughput is not worth a longer wait}
    private int bestBatch(Axes axes, Progress progress) throws InterruptedException {
        int chosen = 1;
        double rate = bestSeen.map(it -> it.throughput().value()).orElse(1.0);
        for (int batch : BATCHES) {
            Optional<Comparison> seenNow = consider(best.withBatch(batch), axes, progress);
            if (seenNow.isEmpty() || seenNow.get().throughput().low() <= rate) {
                return chosen;
            }
            chosen = batch;
            rate = seenNow.get().throughput().value();
        }
        return chosen;
    }

    private Optional<Comparison> confirmed(Axes axes, Progress progress)
            throws InterruptedException {
        if (bestSeen.isEmpty()) {
            return Optional.empty();
        }
        progress.report("measuring %s once more".formatted(best.words()), SEARCHING);
        return attempt(best, timing(axes).multipliedBy(2))
                        instanceof Trial.Measured(_, Comparison comparison)
                ? Optional.of(comparison).filter(it -> it.of(plan.goal()).isBetter())
                : Optional.empty();
    }

    private void report(Setting setting, Axes axes, Progress progress) {
        double time = clock.getAsLong() / (double) plan.budget().toNanos();
        double count = tried.size() / (double) (axes.steps() + 2);
        progress.report(
                "trying %s (%d of at most %d)"
                        .formatted(
                                setting.words(), tried.size() + 1, axes.steps() + BATCHES.length),
                Math.min(SEARCHING, Math.max(time, count)));
    }

    private boolean isLate() {
        return clock.getAsLong() > plan.budget().toNanos() * SEARCHING;
    }

    private Duration timing(Axes axes) {
        return timing(plan, axes);
    }

    static Duration timing(TunePlan plan, Axes axes) {
        long each = (long) (plan.budget().toNanos() * TIMING / (axes.steps() + BATCHES.length + 2));
        return Duration.ofNanos(Math.clamp(each, LEAST_TIMING.toNanos(), MOST_TIMING.toNanos()));
    }
}
