package io.casemate.engine.golden;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.IntUnaryOperator;

/// A measure of how good a model's answers are: two numbers of each sample, and what is made of
/// all of them.
///
/// @param name for people
/// @param isShare whether it is a share, 0 to 1, so that losses are told in its own points; losses
///   of others are told relative to the parent's value
public record Metric(
        String name,
        Summary summary,
        boolean isHigherBetter,
        boolean isShare,
        Terms terms) {

    /// The share of samples whose class is named rightly.
    public static final Metric TOP_1 =
            new Metric(
                    "top-1",
                    Summary.MATCHES,
                    true,
                    true,
                    new Terms(
                            Expression.call(Operation.CLASS, new Expression.Output("")),
                            new Expression.Label()));

    /// The mean of what an estimate is off by.
    public static final Metric MEAN_ABSOLUTE_ERROR =
            new Metric(
                    "mean absolute error",
                    Summary.RATIO,
                    false,
                    false,
                    MetricFile.errors(new Expression.Output(""), Operation.ABS));

    /// The two numbers of a sample.
    record Terms(Expression first, Expression second) {}

    /// What a metric makes of one sample.
    ///
    /// @param first what was named or scored, or what counts
    /// @param second what is true, or what it counts against
    public record Point(double first, double second) {}

    /// {@return whether it cannot be measured without labels}
    public boolean needsLabels() {
        return terms.first().needsLabel() || terms.second().needsLabel();
    }

    /// {@return whether the points are classes: named, and true}
    public boolean isOfClasses() {
        return summary == Summary.MATCHES || summary == Summary.MACRO_F1;
    }

    /// {@return what it makes of the answers of the model that others are compared with}
    ///
    /// @throws GoldenException when it cannot be computed, or is not finite
    public Point ofReference(Answers answers, String source) {
        Point point = of(answers, source);
        if (!Double.isFinite(point.first()) || !Double.isFinite(point.second())) {
            throw MetricFile.notMeasured(
                    name,
                    "On %s it comes to %s and %s."
                            .formatted(source, point.first(), point.second()));
        }
        return point;
    }

    /// {@return its value over the points of that model}
    ///
    /// @throws GoldenException when it has none on them
    public double valueOfReference(List<Point> points) {
        double value = over(points, points.size(), IntUnaryOperator.identity());
        if (!Double.isFinite(value)) {
            throw MetricFile.notMeasured(
                    name,
                    "On %d samples it comes to %s: they may be all of one class, or without length."
                            .formatted(points.size(), value));
        }
        return value;
    }

    /// {@return what it makes of one sample; NaN or infinity where the answers hold it}
    ///
    /// @param source where the sample is, for people
    /// @throws GoldenException when it cannot be computed on these answers
    public Point of(Answers answers, String source) {
        if (needsLabels() && answers.label().length == 0) {
            throw MetricFile.notMeasured(name, "%s has no label.".formatted(source));
        }
        try {
            var calculation = new Calculation(answers);
            return new Point(
                    calculation.number(terms.first()), calculation.number(terms.second()));
        } catch (IllegalArgumentException e) {
            throw MetricFile.notMeasured(name, "On %s: %s.".formatted(source, e.getMessage()));
        }
    }

    /// {@return its value over `count` of the points, picked with repetition; NaN where there is
    /// none}
    public double over(List<Point> points, int count, IntUnaryOperator picked) {
        return summary.of(points, count, picked);
    }

    /// {@return what `metric.json` in `folder` defines; empty without such a file}
    ///
    /// @throws GoldenException when it defines none that is known
    public static Optional<Metric> in(Path folder) {
        return MetricFile.read(folder);
    }
}
