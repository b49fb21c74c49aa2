package io.casemate.engine.airlock;

import io.casemate.engine.problem.Outcome;
import io.casemate.engine.units.Bytes;
import io.casemate.engine.worker.Limits;
import java.time.Duration;
import oshi.SystemInfo;

/// What the airlock's workers may use, by the size of what they work on and by what this machine
/// has.
///
/// @param total main memory of this machine, or as much as the container that this runs in may use
/// @param free how much of it nobody uses
record AirlockLimits(Bytes total, Bytes free) {
    private static final Bytes SMALL_HEAP = Bytes.mebibytes(512);
    private static final Bytes LOOKING_MEMORY = Bytes.gibibytes(2);
    private static final Duration LEAST_TIME = Duration.ofMinutes(2);

    /// From this size on a job of reading takes long enough for the optimizing compiler to pay.
    private static final Bytes LARGE = Bytes.mebibytes(64);

    private static final int LOOKED_AT_IN_A_SECOND = 20_000_000;

    /// Loading holds the weights up to four times: as read and as packed, optimized and not. Twice
    /// is what it cannot do without.
    private static final int MOST_COPIES = 4;

    private static final int LEAST_COPIES = 2;
    private static final Bytes MOST_BESIDES = Bytes.gibibytes(2);
    private static final Bytes LEAST_BESIDES = Bytes.mebibytes(512);

    /// Stays with everybody else on this machine, above all with what serves.
    private static final Bytes RESERVE = Bytes.mebibytes(256);

    static AirlockLimits ofThisMachine() {
        long total = SizeCheck.memoryOfThisMachine();
        long free = new SystemInfo().getHardware().getMemory().getAvailable();
        return new AirlockLimits(new Bytes(total), new Bytes(Math.min(total, free)));
    }

    /// {@return for jobs that read so many bytes and run nothing}
    static Limits looking(long bytes) {
        return looking(bytes, LEAST_TIME.plusSeconds(bytes / LOOKED_AT_IN_A_SECOND));
    }

    static Limits looking(long bytes, Duration deadline) {
        return new Limits(SMALL_HEAP, LOOKING_MEMORY, deadline, bytes > LARGE.count());
    }

    /// {@return for loading and running the model that `deadlines` are of; refused when this
    /// machine, or what is free of it, cannot hold it}
    ///
    /// @param name what people call the model
    Outcome<Limits> trying(String name, TrialDeadlines deadlines) {
        long bytes = deadlines.bytes();
        long least = LEAST_BESIDES.count() + LEAST_COPIES * bytes;
        if (least + RESERVE.count() > total.count()) {
            return Outcome.refused(
                    AirlockProblem.TOO_LARGE_TO_RUN.because(
                            "%s was not imported.".formatted(name),
                            "Trying it takes about %s of memory; this machine has %s in all."
                                    .formatted(new Bytes(least), total),
                            "Use a smaller or quantized variant of the model, or import it on a machine with more memory."));
        }
        if (least + RESERVE.count() > free.count()) {
            return Outcome.refused(
                    AirlockProblem.NO_MEMORY_FREE.because(
                            "%s was not imported.".formatted(name),
                            "Trying it takes about %s of memory; %s of %s are free now."
                                    .formatted(new Bytes(least), free, total),
                            "End programs or undeploy models on this machine, then import it again. Nothing was imported."));
        }
        long wanted = MOST_BESIDES.count() + MOST_COPIES * bytes;
        long memory = Math.min(wanted, free.count() - RESERVE.count());
        return Outcome.done(new Limits(SMALL_HEAP, new Bytes(memory), deadlines.whole(), false));
    }
}
