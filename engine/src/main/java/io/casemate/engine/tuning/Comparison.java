package io.casemate.engine.tuning;

/// A setting and the standard settings, measured in turn in one process on the same inputs.
///
/// @param p50 standard / setting, medians of blocks of requests
/// @param p99 standard / setting, with an interval by resampling blocks
/// @param throughput setting / standard
/// @param cpu standard / setting, for one sample
/// @param rounds pairs of blocks
public record Comparison(
        Figures standard,
        Figures setting,
        Ratio p50,
        Ratio p99,
        Ratio throughput,
        Ratio cpu,
        int rounds) {

    /// {@return the ratio that `goal` looks at}
    public Ratio of(TuningGoal goal) {
        return switch (goal) {
            case LATENCY -> p99;
            case THROUGHPUT -> throughput;
            case CPU -> cpu;
        };
    }
}
