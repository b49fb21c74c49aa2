package io.casemate.engine.qdq;

/// The distribution of a tensor's values over all samples, in fixed memory: 2048 bins on each side
/// of 0. When a value lies outside, bins are twice as wide from then on and pairs of them are added
/// up, which loses nothing but resolution. Zeros are counted apart, because they are always exact.
final class Histogram {
    static final int BINS = 2048;

    private final long[] positive = new long[BINS];
    private final long[] negative = new long[BINS];
    private double width;
    private long zeros;
    private Range range = new Range(Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY);

    /// @param value finite
    void add(double value) {
        range =
                value < range.low() || value > range.high()
                        ? range.and(new Range(value, value))
                        : range;
        if (value == 0) {
            zeros++;
            return;
        }
        double size = Math.abs(value);
        if (width == 0) {
            width = Math.max(Double.MIN_NORMAL, Math.scalb(1.0, Math.getExponent(size) + 1) / BINS);
        }
        while (size >= width * BINS) {
            widen(positive);
            widen(negative);
            width *= 2;
        }
        (value > 0 ? positive : negative)[(int) (size / width)]++;
    }

    private static void widen(long[] bins) {
        for (int i = 0; i < BINS / 2; i++) {
            bins[i] = bins[2 * i] + bins[2 * i + 1];
        }
        java.util.Arrays.fill(bins, BINS / 2, BINS, 0);
    }

    /// {@return the smallest and largest value that was added}
    Range range() {
        return range;
    }

    /// {@return how wide a bin is; 0 when only zeros were added}
    double width() {
        return width;
    }

    long positive(int bin) {
        return positive[bin];
    }

    long negative(int bin) {
        return negative[bin];
    }

    /// {@return how many values lie in the bin of that distance from 0, on either side}
    long both(int bin) {
        return positive[bin] + negative[bin];
    }

    long zeros() {
        return zeros;
    }

    long count() {
        long count = zeros;
        for (int i = 0; i < BINS; i++) {
            count += both(i);
        }
        return count;
    }
}
