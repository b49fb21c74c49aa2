package io.casemate.engine.models;

/// Two models timed side by side, interleaved, in one worker process, one thread, batch as stated.
///
/// @param p50Micros median of the variant
/// @param parentP50Micros median of the parent
/// @param runs number of timed runs of each
/// @param batch size of the first dimension used
public record LatencyComparison(double p50Micros, double parentP50Micros, int runs, int batch) {

    /// {@return how many times faster the variant is; below 1 it is slower}
    public double speedup() {
        return parentP50Micros / p50Micros;
    }
}
