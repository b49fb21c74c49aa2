package io.casemate.engine.quantize;

import io.casemate.engine.models.LatencyComparison;
import io.casemate.engine.models.LatencyComparison.PairedTimes;
import io.casemate.engine.runtime.SingleSession;
import io.casemate.engine.tasks.Progress;
import io.casemate.engine.tensors.Tensor;
import io.casemate.engine.units.Sorted;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Times two models in turn (A B, then B A, …), so that whatever else the machine does hits both
/// alike. One thread runs them, and its CPU time is taken beside wall time. Inputs are handed over
/// once, as an agent does with small ones: what counts is the model's own time.
///
/// It ends when the medians of the last three windows are within 10 % of each other, or when its
/// time is up.
final class LatencyRace {
    static final long BUDGET_NANOS = 3_000_000_000L;

    private static final int WARM_UP = 10;
    private static final long WARM_UP_NANOS = 300_000_000L;
    private static final long WINDOW_NANOS = 150_000_000L;
    private static final int LEAST_ROUNDS = 6;
    private static final int ROUNDS_IN_WINDOW = 3;
    private static final int STABLE_WINDOWS = 3;
    private static final double STABLE_SPREAD = 0.10;

    /// A round takes at least this long, so that the clock's steps do not show.
    private static final long LEAST_NANOS = 100_000L;

    private static final int MOST_REPEATS = 64;

    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    private final MeasureJob.Pair pair;
    private final List<Tensor> inputs;
    private final List<Round> rounds = new ArrayList<>();
    private final List<Double> windows = new ArrayList<>();
    private int repeats = 1;

    LatencyRace(MeasureJob.Pair pair, List<Tensor> inputs) {
        this.pair = pair;
        this.inputs = inputs;
    }

    /// Nanoseconds of one run.
    private record Time(double wall, double cpu) {}

    private record Round(Time parent, Time variant) {
        private double speedup() {
            return parent.cpu() / variant.cpu();
        }
    }

    /// Both models with their inputs.
    private record Racers(SingleSession.Repeated parent, SingleSession.Repeated variant) {}

    LatencyComparison run(Progress progress) {
        try (SingleSession.Repeated parent = pair.parent().repeated(inputs);
                SingleSession.Repeated variant = pair.variant().repeated(inputs)) {
            return run(new Racers(parent, variant), progress);
        }
    }

    private LatencyComparison run(Racers racers, Progress progress) {
        warmUp(racers);
        long start = System.nanoTime();
        while (!isStable()
                && (rounds.size() < LEAST_ROUNDS || System.nanoTime() - start < BUDGET_NANOS)) {
            addWindow(racers);
            progress.report(
                    "timing both models",
                    Math.min(1, (double) (System.nanoTime() - start) / BUDGET_NANOS));
        }
        return comparison();
    }

    private void warmUp(Racers racers) {
        long start = System.nanoTime();
        double fastest = Double.MAX_VALUE;
        for (int i = 0; i < 2 || (i < WARM_UP && System.nanoTime() - start < WARM_UP_NANOS); i++) {
            fastest = Math.min(fastest, time(racers.parent()).wall());
            fastest = Math.min(fastest, time(racers.variant()).wall());
        }
        repeats = (int) Math.clamp(Math.ceil(LEAST_NANOS / fastest), 1, MOST_REPEATS);
    }

    private void addWindow(Racers racers) {
        int from = rounds.size();
        long start = System.nanoTime();
        while (rounds.size() - from < ROUNDS_IN_WINDOW
                || System.nanoTime() - start < WINDOW_NANOS) {
            if (rounds.size() % 2 == 0) {
                Time parent = time(racers.parent());
                rounds.add(new Round(parent, time(racers.variant())));
            } else {
                Time variant = time(racers.variant());
                rounds.add(new Round(time(racers.parent()), variant));
            }
        }
        windows.add(
                Sorted.of(rounds.subList(from, rounds.size()).stream().mapToDouble(Round::speedup))
                        .median());
    }

    private boolean isStable() {
        if (windows.size() < STABLE_WINDOWS) {
            return false;
        }
        List<Double> last = windows.subList(windows.size() - STABLE_WINDOWS, windows.size());
        double least = last.stream().mapToDouble(it -> it).min().orElseThrow();
        double most = last.stream().mapToDouble(it -> it).max().orElseThrow();
        return most <= least * (1 + STABLE_SPREAD);
    }

    private Time time(SingleSession.Repeated session) {
        long cpu = threads.getCurrentThreadCpuTime();
        long wall = System.nanoTime();
        for (int i = 0; i < repeats; i++) {
            session.run();
        }
        double wallNanos = Math.max(1, System.nanoTime() - wall);
        double cpuNanos = Math.max(1, threads.getCurrentThreadCpuTime() - cpu);
        return new Time(wallNanos / repeats, cpuNanos / repeats);
    }

    private LatencyComparison comparison() {
        Sorted speedups = Sorted.of(rounds.stream().mapToDouble(Round::speedup));
        Sorted parent = Sorted.of(rounds.stream().mapToDouble(round -> round.parent().wall()));
        Sorted variant = Sorted.of(rounds.stream().mapToDouble(round -> round.variant().wall()));
        var paired =
                new PairedTimes(
                        Sorted.of(rounds.stream().mapToDouble(round -> round.variant().cpu()))
                                .medianMicros(),
                        Sorted.of(rounds.stream().mapToDouble(round -> round.parent().cpu()))
                                .medianMicros(),
                        speedups.median(),
                        speedups.medianLow(),
                        speedups.medianHigh(),
                        variant.p99Micros(),
                        parent.p99Micros(),
                        windows.size(),
                        isStable());
        return new LatencyComparison(
                variant.medianMicros(),
                parent.medianMicros(),
                rounds.size() * repeats,
                batch(inputs),
                Optional.of(paired));
    }

    private static int batch(List<Tensor> inputs) {
        return inputs.isEmpty() || inputs.getFirst().shape().length == 0
                ? 1
                : (int) inputs.getFirst().shape()[0];
    }
}
