package io.casemate.engine.units;

import java.util.stream.DoubleStream;

/// Values in order, and what their ranks say.
///
/// @param values ascending; at least one
public record Sorted(double[] values) {
    private static final double NANOS_PER_MICRO = 1000;
    private static final double P99 = 0.99;

    /// Half the width, in ranks over √n, of the 95 % interval of a median: 1.96 / 2.
    private static final double HALF_WIDTH = 0.98;

    public static Sorted of(DoubleStream values) {
        return new Sorted(values.sorted().toArray());
    }

    public double median() {
        return values[values.length / 2];
    }

    /// {@return the lower end of the 95 % interval of the median, whatever the distribution}
    public double medianLow() {
        int rank = (int) Math.floor(values.length / 2.0 - HALF_WIDTH * Math.sqrt(values.length));
        return values[Math.max(0, rank)];
    }

    public double medianHigh() {
        int rank = (int) Math.ceil(values.length / 2.0 + HALF_WIDTH * Math.sqrt(values.length));
        return values[Math.min(values.length - 1, rank)];
    }

    public double medianMicros() {
        return median() / NANOS_PER_MICRO;
    }

    public double p99Micros() {
        return values[(int) Math.ceil(P99 * values.length) - 1] / NANOS_PER_MICRO;
    }
}
