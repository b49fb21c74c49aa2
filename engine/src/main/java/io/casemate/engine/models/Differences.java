package io.casemate.engine.models;

import java.util.List;
import java.util.Optional;

/// What differs between the answers of two models.
///
/// @param outputs each output that was compared, in the model's order
/// @param leftOut outputs that were not compared, each with the reason in brackets
/// @param flips how often the decision changed; empty where no output is a choice among several
/// @param scores what was measured against labels; empty without labels
/// @param metric by the golden set's own metric, else by top-1 or mean absolute error; empty where
///   there is nothing to measure by, and in entries of earlier versions
public record Differences(
        List<OutputError> outputs,
        List<String> leftOut,
        Optional<FlipRate> flips,
        List<LabelScore> scores,
        Optional<MetricScore> metric) {

    /// Differences without a metric.
    public Differences(
            List<OutputError> outputs,
            List<String> leftOut,
            Optional<FlipRate> flips,
            List<LabelScore> scores) {
        this(outputs, leftOut, flips, scores, Optional.empty());
    }

    public Differences {
        outputs = List.copyOf(outputs);
        leftOut = List.copyOf(leftOut);
        scores = List.copyOf(scores);
    }

    /// The error of one output, over all samples.
    ///
    /// @param snrDb 999: no difference; -999: a value is missing, or appears where there was none
    /// @param cosine -1 to 1
    /// @param maxAbs largest absolute difference of one element
    public record OutputError(String output, double snrDb, double cosine, double maxAbs) {}

    /// How often the largest element, or a whole number, is another one than the parent's.
    ///
    /// @param output where decisions were compared
    /// @param low lower end of the 95 % Wilson interval of the rate
    /// @param high its upper end
    public record FlipRate(String output, int flips, int decisions, double low, double high) {

        /// {@return share of decisions that changed, 0 to 1}
        public double rate() {
            return (double) flips / decisions;
        }
    }

    /// One measure against labels.
    ///
    /// @param measure `top-1`, `macro-F1` or `mean absolute error`
    public record LabelScore(String measure, double parent, double variant) {}
}
