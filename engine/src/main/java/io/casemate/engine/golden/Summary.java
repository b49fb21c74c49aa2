package io.casemate.engine.golden;

import io.casemate.engine.golden.Metric.Point;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntUnaryOperator;

/// What is made of the points of all samples.
public enum Summary {
    /// Share of points whose numbers are equal.
    MATCHES {
        @Override
        double of(Point[] points) {
            return (double) Arrays.stream(points).filter(Summary::isMatch).count() / points.length;
        }
    },
    /// Mean over the classes of 2·right / (2·right + wrong + missed).
    MACRO_F1 {
        @Override
        double of(Point[] points) {
            Map<Double, double[]> classes = new HashMap<>();
            for (Point point : points) {
                double[] truth = classes.computeIfAbsent(point.second(), _ -> new double[2]);
                if (isMatch(point)) {
                    truth[0]++;
                } else {
                    truth[1]++;
                    classes.computeIfAbsent(point.first(), _ -> new double[2])[1]++;
                }
            }
            return classes.values().stream()
                    .mapToDouble(one -> 2 * one[0] / (2 * one[0] + one[1]))
                    .average()
                    .orElse(Double.NaN);
        }
    },
    /// The same for the class 1 alone; points are 0 or 1.
    BINARY_F1 {
        @Override
        double of(Point[] points) {
            double right = 0;
            double others = 0;
            for (Point point : points) {
                right += point.first() == 1 && point.second() == 1 ? 1 : 0;
                others += isMatch(point) ? 0 : 1;
            }
            return 2 * right / (2 * right + others);
        }
    },
    /// Sum of the first numbers over sum of the second ones.
    RATIO {
        @Override
        double of(Point[] points) {
            double first = 0;
            double second = 0;
            for (Point point : points) {
                first += point.first();
                second += point.second();
            }
            return first / second;
        }
    },
    /// The square root of that.
    ROOT_OF_RATIO {
        @Override
        double of(Point[] points) {
            return Math.sqrt(RATIO.of(points));
        }
    },
    /// Area under the receiver operating curve: how often a point whose second number is 1 has a
    /// larger first number than one whose second is not; equal ones count half (Mann-Whitney).
    AUC {
        @Override
        double of(Point[] points) {
            Arrays.sort(points, Comparator.comparingDouble(Point::first));
            double ranks = 0;
            double positives = 0;
            for (int start = 0; start < points.length; ) {
                int end = start;
                while (end < points.length && points[end].first() == points[start].first()) {
                    end++;
                }
                for (int i = start; i < end; i++) {
                    ranks += points[i].second() == 1 ? (start + end + 1) / 2.0 : 0;
                    positives += points[i].second() == 1 ? 1 : 0;
                }
                start = end;
            }
            double negatives = points.length - positives;
            return (ranks - positives * (positives + 1) / 2) / (positives * negatives);
        }
    };

    /// NaN where there is no value. May reorder `points`.
    abstract double of(Point[] points);

    double of(List<Point> points, int count, IntUnaryOperator picked) {
        var sample = new Point[count];
        for (int i = 0; i < count; i++) {
            sample[i] = points.get(picked.applyAsInt(i));
        }
        return count == 0 ? Double.NaN : of(sample);
    }

    private static boolean isMatch(Point point) {
        return point.first() == point.second();
    }
}
