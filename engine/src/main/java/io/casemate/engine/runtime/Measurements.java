package io.casemate.engine.runtime;

import io.casemate.engine.telemetry.Second;
import io.casemate.engine.telemetry.SeriesId;
import java.time.Instant;
import java.util.concurrent.atomic.LongAdder;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.Recorder;

/// What is measured for one name. Survives the replacement of the model behind it. Any thread.
final class Measurements {
    private static final int DIGITS = 3;

    private final Recorder total = new Recorder(DIGITS);
    private final Recorder queue = new Recorder(DIGITS);
    private final Recorder compute = new Recorder(DIGITS);
    private final LongAdder errorsThisSecond = new LongAdder();
    private final LongAdder succeeded = new LongAdder();
    private final LongAdder failed = new LongAdder();
    private final LongAdder executed = new LongAdder();
    private final LongAdder totalNanos = new LongAdder();
    private final LongAdder failedNanos = new LongAdder();
    private final LongAdder queueNanos = new LongAdder();
    private final LongAdder computeNanos = new LongAdder();
    private volatile long lastRequestMillis;

    void ran(long queued, long computed) {
        queue.recordValue(queued);
        compute.recordValue(computed);
        executed.increment();
        queueNanos.add(queued);
        computeNanos.add(computed);
    }

    void answered(long nanos, boolean isError) {
        long counted = Math.max(0, nanos);
        total.recordValue(counted);
        lastRequestMillis = System.currentTimeMillis();
        if (isError) {
            errorsThisSecond.increment();
            failed.increment();
            failedNanos.add(counted);
        } else {
            succeeded.increment();
            totalNanos.add(counted);
        }
    }

    Second drain(String name, long epochSecond) {
        Histogram answered = total.getIntervalHistogram();
        return new Second(
                new SeriesId(name),
                epochSecond,
                answered.getTotalCount(),
                errorsThisSecond.sumThenReset(),
                answered,
                queue.getIntervalHistogram(),
                compute.getIntervalHistogram());
    }

    Totals totals(Served served, int waiting) {
        return new Totals(
                served,
                succeeded.sum(),
                failed.sum(),
                executed.sum(),
                totalNanos.sum(),
                failedNanos.sum(),
                queueNanos.sum(),
                computeNanos.sum(),
                waiting,
                Instant.ofEpochMilli(lastRequestMillis));
    }
}
