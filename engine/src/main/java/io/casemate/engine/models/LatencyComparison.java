package io.casemate.engine.models;

import java.util.Optional;

/// Two models timed side by side, interleaved, in one worker process, one thread, batch as stated.
///
/// @param p50Micros median of the variant, wall time
/// @param parentP50Micros median of the parent, wall time
/// @param runs number of timed runs of each
/// @param batch size of the first dimension used
/// @param paired how the pairs of runs compare; empty in entries of versions that took medians only
public record LatencyComparison(
        double p50Micros,
        double parentP50Micros,
        int runs,
        int batch,
        Optional<PairedTimes> paired) {

    /// A comparison of medians only.
    public LatencyComparison(double p50Micros, double parentP50Micros, int runs, int batch) {
        this(p50Micros, parentP50Micros, runs, batch, Optional.empty());
    }

    /// {@return how many times faster the variant is, in CPU time where that was measured; below 1
    /// it is slower}
    public double speedup() {
        return paired.map(PairedTimes::speedup).orElse(parentP50Micros / p50Micros);
    }

    /// What pairs of runs say. CPU time is the thread's own, which a busy machine disturbs least.
    ///
    /// @param cpuMicros median of the variant, CPU time
    /// @param parentCpuMicros median of the parent, CPU time
    /// @param speedup median over pairs of parent's CPU time / variant's
    /// @param low lower end of the 95 % interval of that median, by order statistics
    /// @param high its upper end
    /// @param p99Micros 99th percentile of the variant, wall time
    /// @param parentP99Micros 99th percentile of the parent, wall time
    /// @param windows spans of time whose medians were compared
    /// @param isStable whether the last three of them were within 10 % of each other
    public record PairedTimes(
            double cpuMicros,
            double parentCpuMicros,
            double speedup,
            double low,
            double high,
            double p99Micros,
            double parentP99Micros,
            int windows,
            boolean isStable) {}
}
