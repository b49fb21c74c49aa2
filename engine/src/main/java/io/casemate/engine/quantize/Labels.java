package io.casemate.engine.quantize;

import io.casemate.engine.models.Differences.LabelScore;
import io.casemate.engine.tensors.Tensor;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;

/// Scores two models against labels, on the first output: a whole number, or the largest of several
/// scores, is a class; a single real number is an estimate.
final class Labels {
    static final String TOP1 = "top-1";
    static final String F1 = "macro-F1";
    static final String ERROR = "mean absolute error";

    private final Map<Long, Counts> parents = new TreeMap<>();
    private final Map<Long, Counts> variants = new TreeMap<>();
    private int classified;
    private int parentRight;
    private int variantRight;
    private int estimated;
    private double parentError;
    private double variantError;

    /// How often a class was named rightly, wrongly, and not although it was right.
    private static final class Counts {
        private int right;
        private int wrong;
        private int missed;

        /// 2·right / (2·right + wrong + missed); at least one of them is not 0.
        private double f1() {
            return 2.0 * right / (2.0 * right + wrong + missed);
        }
    }

    void add(Tensor first, double[] expected, double[] actual, long label) {
        if (expected.length == 1 && !Decisions.isWhole(first.datatype())) {
            estimated++;
            parentError += Math.abs(expected[0] - label);
            variantError += Math.abs(actual[0] - label);
            return;
        }
        classified++;
        parentRight += count(parents, named(first, expected), label);
        variantRight += count(variants, named(first, actual), label);
    }

    private static long named(Tensor first, double[] values) {
        return values.length == 1 && Decisions.isWhole(first.datatype())
                ? (long) values[0]
                : Decisions.largest(values, 0, values.length);
    }

    /// {@return 1 if `named` is right}
    private static int count(Map<Long, Counts> classes, long named, long label) {
        Counts truth = classes.computeIfAbsent(label, _ -> new Counts());
        if (named == label) {
            truth.right++;
            return 1;
        }
        truth.missed++;
        classes.computeIfAbsent(named, _ -> new Counts()).wrong++;
        return 0;
    }

    OptionalDouble parentTop1() {
        return share(parentRight);
    }

    OptionalDouble variantTop1() {
        return share(variantRight);
    }

    private OptionalDouble share(int right) {
        return classified == 0
                ? OptionalDouble.empty()
                : OptionalDouble.of((double) right / classified);
    }

    List<LabelScore> scores() {
        if (classified > 0) {
            return List.of(
                    new LabelScore(
                            TOP1,
                            (double) parentRight / classified,
                            (double) variantRight / classified),
                    new LabelScore(F1, f1(parents), f1(variants)));
        }
        return estimated == 0
                ? List.of()
                : List.of(new LabelScore(ERROR, parentError / estimated, variantError / estimated));
    }

    private static double f1(Map<Long, Counts> classes) {
        return classes.values().stream().mapToDouble(Counts::f1).average().orElse(0);
    }
}
