package io.casemate.engine.tuning;

import io.casemate.engine.tasks.Progress;
import io.casemate.engine.tuning.Contestant.Block;
import io.casemate.engine.units.Sorted;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;

/// Times a setting and the standard in turn (A B, then B A, …), in blocks of requests, so that
/// whatever else the machine does hits both alike. Before each block one request is not counted,
/// and threads of the other side that still spin get time to fall asleep.
final class SettingRace {
    private static final long WARM_UP_NANOS = 200_000_000L;
    private static final int LEAST_WARM_UP = 2;

    /// A block takes about that long, so that starting it does not show.
    private static final long BLOCK_NANOS = 8_000_000L;

    private static final int MOST_RUNS = 64;
    private static final int LEAST_ROUNDS = 8;
    private static final int MOST_ROUNDS = 400;
    private static final long SPIN_NANOS = 3_000_000L;
    private static final double NANOS_PER_MICRO = 1e3;
    private static final double NANOS_PER_SECOND = 1e9;

    private final Contestant standard;
    private final Contestant setting;
    private final List<Round> rounds = new ArrayList<>();

    SettingRace(Contestant standard, Contestant setting) {
        this.standard = standard;
        this.setting = setting;
    }

    /// One block of each.
    record Round(Block standard, Block setting) {}

    Comparison run(long budgetNanos, Progress progress) throws InterruptedException {
        int standardRuns = warmUp(standard);
        int settingRuns = warmUp(setting);
        long start = System.nanoTime();
        long spent = 0;
        while (rounds.size() < LEAST_ROUNDS
                || (spent < budgetNanos && rounds.size() < MOST_ROUNDS)) {
            if (rounds.size() % 2 == 0) {
                Block first = block(standard, standardRuns);
                rounds.add(new Round(first, block(setting, settingRuns)));
            } else {
                Block first = block(setting, settingRuns);
                rounds.add(new Round(block(standard, standardRuns), first));
            }
            spent = System.nanoTime() - start;
            progress.report("timing", Math.min(1, (double) spent / budgetNanos));
        }
        return comparison();
    }

    /// {@return the requests that make a block}
    private static int warmUp(Contestant contestant) throws InterruptedException {
        long start = System.nanoTime();
        long fastest = Long.MAX_VALUE;
        for (int i = 0; i < LEAST_WARM_UP || System.nanoTime() - start < WARM_UP_NANOS; i++) {
            fastest = Math.min(fastest, contestant.run(1).wallNanos());
        }
        return Math.clamp(BLOCK_NANOS / fastest, 1, MOST_RUNS);
    }

    private static Block block(Contestant contestant, int runs) throws InterruptedException {
        LockSupport.parkNanos(SPIN_NANOS);
        contestant.run(1);
        return contestant.run(runs);
    }

    private Comparison comparison() {
        return new Comparison(
                figures(standard, Round::standard),
                figures(setting, Round::setting),
                ratio(round -> median(round.standard()) / median(round.setting())),
                TailRatio.of(rounds),
                ratio(round -> rate(setting, round.setting()) / rate(standard, round.standard())),
                ratio(round -> cpu(standard, round.standard()) / cpu(setting, round.setting())),
                rounds.size());
    }

    private Ratio ratio(ToDoubleFunction<Round> of) {
        return Ratio.ofRounds(rounds.stream().mapToDouble(of));
    }

    private Figures figures(Contestant side, java.util.function.Function<Round, Block> block) {
        Sorted times = times(rounds.stream().map(block).toList());
        return new Figures(
                Ratio.round(times.medianMicros()),
                Ratio.round(times.p99Micros()),
                Ratio.round(middle(rounds.stream().mapToDouble(it -> rate(side, block.apply(it))))),
                Ratio.round(middle(rounds.stream().mapToDouble(it -> cpu(side, block.apply(it))))));
    }

    private static double middle(DoubleStream values) {
        return Sorted.of(values).median();
    }

    static Sorted times(List<Block> blocks) {
        return Sorted.of(
                blocks.stream()
                        .flatMapToDouble(it -> Arrays.stream(it.requestNanos()).asDoubleStream()));
    }

    private static double median(Block block) {
        return times(List.of(block)).median();
    }

    /// {@return samples a second}
    private static double rate(Contestant side, Block block) {
        return side.samples(block) * NANOS_PER_SECOND / block.wallNanos();
    }

    /// {@return processor time for one sample, in µs}
    private static double cpu(Contestant side, Block block) {
        return block.cpuNanos() / NANOS_PER_MICRO / side.samples(block);
    }
}
