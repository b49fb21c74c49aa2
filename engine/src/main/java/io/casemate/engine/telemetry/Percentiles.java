package io.casemate.engine.telemetry;

import org.HdrHistogram.Histogram;

/// The figures people read off a latency histogram, in microseconds. All are 0 when `count` is 0.
public record Percentiles(long count, double p50, double p95, double p99, double max, double mean) {
    public static final Percentiles NONE = new Percentiles(0, 0, 0, 0, 0, 0);
    private static final double NANOS_PER_MICRO = 1000.0;

    /// @param nanos values in nanoseconds
    public static Percentiles of(Histogram nanos) {
        return nanos.getTotalCount() == 0
                ? NONE
                : new Percentiles(
                        nanos.getTotalCount(),
                        nanos.getValueAtPercentile(50) / NANOS_PER_MICRO,
                        nanos.getValueAtPercentile(95) / NANOS_PER_MICRO,
                        nanos.getValueAtPercentile(99) / NANOS_PER_MICRO,
                        nanos.getMaxValue() / NANOS_PER_MICRO,
                        nanos.getMean() / NANOS_PER_MICRO);
    }
}
