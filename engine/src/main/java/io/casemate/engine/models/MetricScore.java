package io.casemate.engine.models;

import java.util.List;

/// How good the answers of a parent and its variant are by one metric.
///
/// @param isShare whether its values are shares, 0 to 1
/// @param loss by how much the variant is worse; negative where it is better. In the metric's own
///   points for shares, else relative to the parent's value
/// @param basis how the intervals were found, for people
/// @param classes what became of the classes, the worst first; empty where there are none
public record MetricScore(
        String metric,
        boolean isHigherBetter,
        boolean isShare,
        int samples,
        Estimate parent,
        Estimate variant,
        Estimate loss,
        String basis,
        List<ClassScore> classes) {

    public MetricScore {
        classes = List.copyOf(classes);
    }

    /// A value and its 95 % interval.
    public record Estimate(double value, double low, double high) {}

    /// @param label the class
    /// @param samples that belong to it
    /// @param parentRight how many of them the parent named rightly
    /// @param variantRight how many of them the variant named rightly
    public record ClassScore(long label, int samples, int parentRight, int variantRight) {}
}
