package io.casemate.engine.airlock;

import io.casemate.engine.units.Bytes;
import java.time.Duration;
import java.util.Locale;

/// How long the parts of a model's trial may take: 60 s to load and 10 s for a run, and more where
/// a sound model of that size needs more.
///
/// ```
/// load     60 s + 60 s for each GiB
/// run      10 s + 10 s for each GiB + 1 s for each 2 GFLOP, at most 10 min
/// start, and the work between runs: 60 s each
/// ```
///
/// One thread of a slow processor does a few GFLOP/s, and reads its weights at a few hundred MiB/s;
/// a model whose own estimate is exceeded by far does not end.
///
/// @param bytes of the model with its data
/// @param flops of one run, estimated; 0 when they cannot be told
record TrialDeadlines(long bytes, long flops) {
    private static final Duration LOAD = Duration.ofSeconds(60);
    private static final Duration RUN = Duration.ofSeconds(10);
    private static final Duration LONGEST_RUN = Duration.ofMinutes(10);
    private static final long LOAD_MILLIS_PER_GIBIBYTE = 60_000;
    private static final long RUN_MILLIS_PER_GIBIBYTE = 10_000;
    private static final long FLOPS_PER_MILLI = 2_000_000;

    /// All loads and runs that a trial may take.
    private static final int LOADS = 2;

    private static final int RUNS = 15;

    Duration of(TrialPart part) {
        return switch (part) {
            case START, BETWEEN -> LOAD;
            case LOAD -> LOAD.plusMillis(forBytes(LOAD_MILLIS_PER_GIBIBYTE));
            case RUN -> run();
        };
    }

    private Duration run() {
        long more = forBytes(RUN_MILLIS_PER_GIBIBYTE) + Math.max(0, flops) / FLOPS_PER_MILLI;
        Duration run = RUN.plusMillis(more);
        return run.compareTo(LONGEST_RUN) > 0 ? LONGEST_RUN : run;
    }

    /// {@return the time of all parts together}
    Duration whole() {
        return of(TrialPart.START)
                .plus(of(TrialPart.BETWEEN))
                .plus(of(TrialPart.LOAD).multipliedBy(LOADS))
                .plus(run().multipliedBy(RUNS));
    }

    private long forBytes(long millisPerGibibyte) {
        return (long) ((double) bytes / Bytes.gibibytes(1).count() * millisPerGibibyte);
    }

    /// {@return why `part` has as long as it has, for people}
    String rule(TrialPart part) {
        String size = new Bytes(bytes).toString();
        return switch (part) {
            case START, BETWEEN -> "the limit is %d s".formatted(LOAD.toSeconds());
            case LOAD ->
                    "the limit is %d s and 60 s for each GiB, and it has %s"
                            .formatted(LOAD.toSeconds(), size);
            case RUN ->
                    "the limit is %d s, 10 s for each GiB and 1 s for each 2 GFLOP; it has %s and about %s GFLOP"
                            .formatted(RUN.toSeconds(), size, giga(flops));
        };
    }

    private static String giga(long flops) {
        return String.format(Locale.ROOT, "%.1f", flops / 1e9);
    }
}
