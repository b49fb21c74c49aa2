package io.casemate.engine.telemetry;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.HdrHistogram.Histogram;

/// Seconds as an agent would measure them.
final class SecondsFixture {
    static final SeriesId SERIES = new SeriesId("chat");

    private SecondsFixture() {}

    static Second second(long at, long errors, long... nanos) {
        Histogram total = new Histogram(3);
        Histogram queue = new Histogram(3);
        Histogram compute = new Histogram(3);
        for (long value : nanos) {
            total.recordValue(value);
            queue.recordValue(value / 4);
            compute.recordValue(value / 2);
        }
        return new Second(SERIES, at, nanos.length, errors, total, queue, compute);
    }

    static long[] latencies(RandomGenerator random, int count) {
        return random.longs(count, 50_000, 900_000_000).toArray();
    }

    /// {@return the nearest-rank percentile, by sorting}
    static double percentileMicros(long[] nanos, double percentile) {
        long[] sorted = nanos.clone();
        Arrays.sort(sorted);
        int rank = (int) Math.ceil(percentile / 100 * sorted.length);
        return sorted[Math.max(rank, 1) - 1] / 1000.0;
    }
}
