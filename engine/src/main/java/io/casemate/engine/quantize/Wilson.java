package io.casemate.engine.quantize;

import io.casemate.engine.models.MetricScore.Estimate;

/// Wilson's score interval of a share: holds for few samples and for none or all of them, too.
final class Wilson {
    /// The quantile of the normal distribution that leaves 5 % outside on both sides together.
    private static final double Z = 1.959964;

    private Wilson() {}

    /// @param count 1 or more
    static Estimate of(int hits, int count) {
        double share = (double) hits / count;
        double square = Z * Z / count;
        double middle = (share + square / 2) / (1 + square);
        double half =
                Z * Math.sqrt(share * (1 - share) / count + square / (4 * count)) / (1 + square);
        return new Estimate(
                share,
                hits == 0 ? 0 : Math.clamp(middle - half, 0, 1),
                hits == count ? 1 : Math.clamp(middle + half, 0, 1));
    }
}
