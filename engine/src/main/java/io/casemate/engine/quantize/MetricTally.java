package io.casemate.engine.quantize;

import io.casemate.engine.golden.Answers;
import io.casemate.engine.golden.Metric;
import io.casemate.engine.golden.Metric.Point;
import io.casemate.engine.golden.Summary;
import io.casemate.engine.models.MetricScore;
import io.casemate.engine.models.MetricScore.ClassScore;
import io.casemate.engine.models.MetricScore.Estimate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.IntUnaryOperator;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/// Measures a parent and its variant by one metric, on the same samples.
///
/// The value of a share of right answers has Wilson's interval; every other value, and every loss,
/// the percentile interval of a bootstrap over samples, in which both models see the same ones.
final class MetricTally {
    private static final int RESAMPLES = 1000;
    private static final long SEED = 1;
    private static final double OUTSIDE = 0.025;
    private static final int MOST_CLASSES = 50;
    private static final String BOOTSTRAP =
            "bootstrap of %d resamples, seed %d".formatted(RESAMPLES, SEED);

    private final Metric metric;
    private final List<Point> parents = new ArrayList<>();
    private final List<Point> variants = new ArrayList<>();

    MetricTally(Metric metric) {
        this.metric = metric;
    }

    /// @param source where the sample is, for people
    void add(Answers parent, Answers variant, String source) {
        parents.add(metric.ofReference(parent, source));
        variants.add(metric.of(variant, source));
    }

    /// {@return the result; empty where the variant's answers are no numbers}
    ///
    /// @throws io.casemate.engine.golden.GoldenException when the metric has no value on these
    ///   samples
    Optional<MetricScore> score() {
        int count = parents.size();
        double parent = metric.valueOfReference(parents);
        double variant = metric.over(variants, count, IntUnaryOperator.identity());
        if (!Double.isFinite(variant)) {
            return Optional.empty();
        }
        var resamples = new Resamples(count);
        boolean isCounted = metric.summary() == Summary.MATCHES;
        return Optional.of(
                new MetricScore(
                        metric.name(),
                        metric.isHigherBetter(),
                        metric.isShare(),
                        count,
                        isCounted ? counted(parents) : interval(parent, resamples.parents),
                        isCounted ? counted(variants) : interval(variant, resamples.variants),
                        interval(loss(parent, variant), resamples.losses),
                        isCounted ? "Wilson; loss by " + BOOTSTRAP : BOOTSTRAP,
                        metric.isOfClasses() ? classes() : List.of()));
    }

    private static Estimate counted(List<Point> points) {
        int right = (int) points.stream().filter(point -> point.first() == point.second()).count();
        return Wilson.of(right, points.size());
    }

    private double loss(double parent, double variant) {
        double worse = metric.isHigherBetter() ? parent - variant : variant - parent;
        return metric.isShare() || worse == 0 ? worse : worse / Math.max(Math.abs(parent), 1e-12);
    }

    private static Estimate interval(double value, double[] resampled) {
        double[] sorted = Arrays.stream(resampled).filter(Double::isFinite).sorted().toArray();
        if (sorted.length == 0) {
            return new Estimate(value, value, value);
        }
        int first = (int) Math.floor(OUTSIDE * (sorted.length - 1));
        int last = (int) Math.ceil((1 - OUTSIDE) * (sorted.length - 1));
        return new Estimate(value, sorted[first], sorted[last]);
    }

    /// The values over samples drawn with repetition.
    private final class Resamples {
        private final double[] parents = new double[RESAMPLES];
        private final double[] variants = new double[RESAMPLES];
        private final double[] losses = new double[RESAMPLES];

        private Resamples(int count) {
            RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(SEED);
            int[] drawn = new int[count];
            for (int i = 0; i < RESAMPLES; i++) {
                Arrays.setAll(drawn, _ -> random.nextInt(count));
                IntUnaryOperator picked = place -> drawn[place];
                parents[i] = metric.over(MetricTally.this.parents, count, picked);
                variants[i] = metric.over(MetricTally.this.variants, count, picked);
                losses[i] = loss(parents[i], variants[i]);
            }
        }
    }

    private List<ClassScore> classes() {
        Map<Long, int[]> counts = new TreeMap<>();
        for (int i = 0; i < parents.size(); i++) {
            int[] one =
                    counts.computeIfAbsent((long) parents.get(i).second(), _ -> new int[3]);
            one[0]++;
            one[1] += parents.get(i).first() == parents.get(i).second() ? 1 : 0;
            one[2] += variants.get(i).first() == variants.get(i).second() ? 1 : 0;
        }
        return counts.entrySet().stream()
                .map(one ->
                        new ClassScore(
                                one.getKey(),
                                one.getValue()[0],
                                one.getValue()[1],
                                one.getValue()[2]))
                .sorted(Comparator.comparingInt(one -> one.variantRight() - one.parentRight()))
                .limit(MOST_CLASSES)
                .toList();
    }
}
