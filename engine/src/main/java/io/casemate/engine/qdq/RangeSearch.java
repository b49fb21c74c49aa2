package io.casemate.engine.qdq;

/// Chooses a range from the distribution of values. Never wider than the values are.
final class RangeSearch {
    private static final int LEVELS = 128;
    private static final double KEPT = 0.9999;
    private static final int CANDIDATES = 100;
    private static final double NARROWEST = 0.2;
    private static final int TURNS = 4;

    private RangeSearch() {}

    static Range percentile(Histogram histogram) {
        long cut = (long) (histogram.count() * (1 - KEPT) / 2);
        return clipped(
                histogram,
                -border(histogram, cut, false) * histogram.width(),
                border(histogram, cut, true) * histogram.width());
    }

    /// {@return how many bins from 0 on hold all but `cut` of the values on one side}
    private static int border(Histogram histogram, long cut, boolean isPositive) {
        long beyond = 0;
        for (int i = Histogram.BINS - 1; i >= 0; i--) {
            beyond += isPositive ? histogram.positive(i) : histogram.negative(i);
            if (beyond > cut) {
                return i + 1;
            }
        }
        return 0;
    }

    private static Range clipped(Histogram histogram, double low, double high) {
        Range all = histogram.range();
        return new Range(
                Math.max(all.low(), Math.min(0, low)), Math.min(all.high(), Math.max(0, high)));
    }

    /// For each threshold the distribution within it, with what lies beyond added to its last bin,
    /// is compared with the same in 128 levels.
    ///
    /// Source: "8-bit Inference with TensorRT" (Migacz, GTC 2017).
    static Range entropy(Histogram histogram) {
        double least = Double.POSITIVE_INFINITY;
        int best = Histogram.BINS;
        double beyond = 0;
        for (int i = Histogram.BINS - 1; i >= LEVELS; i--) {
            beyond += histogram.both(i);
            double divergence = divergence(histogram, i, beyond);
            if (divergence < least) {
                least = divergence;
                best = i;
            }
        }
        double threshold = best * histogram.width();
        return clipped(histogram, -threshold, threshold);
    }

    private static double divergence(Histogram histogram, int bins, double beyond) {
        double[] reference = new double[bins];
        for (int i = 0; i < bins; i++) {
            reference[i] = histogram.both(i);
        }
        double[] coarse = coarse(reference);
        reference[bins - 1] += beyond;
        double all = sum(reference);
        double coarseAll = sum(coarse);
        if (all == 0 || coarseAll == 0) {
            return Double.POSITIVE_INFINITY;
        }
        double divergence = 0;
        for (int i = 0; i < bins; i++) {
            if (reference[i] > 0) {
                double p = reference[i] / all;
                double q = Math.max(coarse[i] / coarseAll, 1e-12);
                divergence += p * Math.log(p / q);
            }
        }
        return divergence;
    }

    /// {@return what 128 levels leave of `fine`: each level spread evenly over its bins in use}
    private static double[] coarse(double[] fine) {
        double[] coarse = new double[fine.length];
        for (int level = 0; level < LEVELS; level++) {
            int from = (int) ((long) level * fine.length / LEVELS);
            int to = (int) ((long) (level + 1) * fine.length / LEVELS);
            double total = 0;
            int used = 0;
            for (int i = from; i < to; i++) {
                total += fine[i];
                used += fine[i] > 0 ? 1 : 0;
            }
            for (int i = from; i < to; i++) {
                coarse[i] = fine[i] > 0 ? total / used : 0;
            }
        }
        return coarse;
    }

    private static double sum(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return sum;
    }

    /// Moves one border at a time to where the error is least, in turns.
    ///
    /// @param type what the values are quantized to
    static Range squaredError(Histogram histogram, IntegerType type) {
        Range all = histogram.range();
        Range best = new Range(Math.min(0, all.low()), Math.max(0, all.high()));
        if (histogram.width() == 0) {
            return best;
        }
        for (int turn = 0; turn < TURNS; turn++) {
            Range before = best;
            best = moved(histogram, best, type, turn % 2 == 0);
            if (turn > 0 && best.equals(before)) {
                break;
            }
        }
        return best;
    }

    private static Range moved(
            Histogram histogram, Range from, IntegerType type, boolean movesHigh) {
        Range all = histogram.range();
        double end = movesHigh ? Math.max(0, all.high()) : Math.min(0, all.low());
        Range best = from;
        double least = error(histogram, from, type);
        for (int i = 0; i <= CANDIDATES; i++) {
            double factor = 1 - (1 - NARROWEST) * i / CANDIDATES;
            Range candidate =
                    movesHigh
                            ? new Range(from.low(), end * factor)
                            : new Range(end * factor, from.high());
            double error = error(histogram, candidate, type);
            if (error < least) {
                least = error;
                best = candidate;
            }
        }
        return best;
    }

    /// Within the range the error of rounding is spread evenly over a step, so its square is a
    /// twelfth of the step's square.
    private static double error(Histogram histogram, Range range, IntegerType type) {
        float step = Quantizer.ofActivation(range, type).scale();
        double rounding = (double) step * step / 12;
        double low = type == IntegerType.S8 ? -largest(range) : range.low();
        double high = type == IntegerType.S8 ? largest(range) : range.high();
        double error = 0;
        for (int i = 0; i < Histogram.BINS; i++) {
            double center = (i + 0.5) * histogram.width();
            double over = Math.max(0, center - high);
            double under = Math.max(0, center + low);
            error += histogram.positive(i) * (over > 0 ? over * over : rounding);
            error += histogram.negative(i) * (under > 0 ? under * under : rounding);
        }
        return error;
    }

    private static double largest(Range range) {
        return Math.max(-range.low(), range.high());
    }
}
