package io.casemate.engine.golden;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/// What a metric's expression can do. Those of two values take a single number for any number of
/// them; comparisons and thresholds are 1 where they hold and 0 elsewhere.
///
/// | | |
/// |---|---|
/// | `add` `subtract` `multiply` `divide` | element by element |
/// | `equal` `less` `greater` | element by element |
/// | `threshold` `[x, t]` | 1 where x is at least t |
/// | `abs` `square` `sqrt` `exp` `log` | of each element |
/// | `sum` `mean` `least` `most` `length` | one number of all elements |
/// | `argmax` | places of the largest along the last axis, from 0; the first of equals |
/// | `class` | the same, but what is one wide already names its class |
/// | `element` `[x, i]` | one element, from 0; -1 is the last |
/// | `collapse` `[x, blank]` | neighbours that are equal become one, then blanks are left out |
/// | `edit-distance` `[x, y]` | fewest insertions, deletions and replacements (Levenshtein) |
enum Operation {
    ADD(2),
    SUBTRACT(2),
    MULTIPLY(2),
    DIVIDE(2),
    EQUAL(2),
    LESS(2),
    GREATER(2),
    THRESHOLD(2),
    ABS(1),
    SQUARE(1),
    SQRT(1),
    EXP(1),
    LOG(1),
    SUM(1),
    MEAN(1),
    LEAST(1),
    MOST(1),
    LENGTH(1),
    ARGMAX(1),
    CLASS(1),
    ELEMENT(2),
    COLLAPSE(2),
    EDIT_DISTANCE(2);

    private final int arguments;

    Operation(int arguments) {
        this.arguments = arguments;
    }

    int arguments() {
        return arguments;
    }

    /// {@return its name in expressions}
    String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static Optional<Operation> find(String id) {
        return Stream.of(values()).filter(one -> one.id().equals(id)).findFirst();
    }

    /// {@return how many steps it takes on `of`}
    long cost(Values... of) {
        long first = of[0].length();
        return this == EDIT_DISTANCE
                ? (first + 1) * (of[1].length() + 1L)
                : Math.max(first, of[of.length - 1].length());
    }

    /// @throws IllegalArgumentException with the reason when it cannot be done with `of`
    Values on(Values... of) {
        return switch (this) {
            case ADD -> each(of, Double::sum);
            case SUBTRACT -> each(of, (a, b) -> a - b);
            case MULTIPLY -> each(of, (a, b) -> a * b);
            case DIVIDE -> each(of, (a, b) -> a / b);
            case EQUAL -> each(of, (a, b) -> a == b ? 1 : 0);
            case LESS -> each(of, (a, b) -> a < b ? 1 : 0);
            case GREATER -> each(of, (a, b) -> a > b ? 1 : 0);
            case THRESHOLD -> each(of, (a, b) -> a >= b ? 1 : 0);
            case ABS -> each(of[0], Math::abs);
            case SQUARE -> each(of[0], a -> a * a);
            case SQRT -> each(of[0], Math::sqrt);
            case EXP -> each(of[0], Math::exp);
            case LOG -> each(of[0], Math::log);
            case SUM -> Values.of(DoubleStream.of(of[0].numbers()).sum());
            case MEAN -> Values.of(DoubleStream.of(some(of[0])).sum() / of[0].length());
            case LEAST -> Values.of(DoubleStream.of(some(of[0])).min().orElseThrow());
            case MOST -> Values.of(DoubleStream.of(some(of[0])).max().orElseThrow());
            case LENGTH -> Values.of(of[0].length());
            case ARGMAX -> largest(of[0]);
            case CLASS -> of[0].width() == 1 ? of[0] : largest(of[0]);
            case ELEMENT -> Values.of(element(of[0], of[1]));
            case COLLAPSE -> collapsed(of[0].numbers(), single(of[1]));
            case EDIT_DISTANCE -> Values.of(distance(of[0].numbers(), of[1].numbers()));
        };
    }

    private static double[] some(Values values) {
        if (values.length() == 0) {
            throw new IllegalArgumentException("there are no elements");
        }
        return values.numbers();
    }

    private static double single(Values values) {
        if (values.length() != 1) {
            throw new IllegalArgumentException(
                    "one number is needed, and there are " + values.length());
        }
        return values.numbers()[0];
    }

    private static Values each(Values of, DoubleUnaryOperator action) {
        return new Values(DoubleStream.of(of.numbers()).map(action).toArray(), of.width());
    }

    private static Values each(Values[] of, DoubleBinaryOperator action) {
        Values a = of[0];
        Values b = of[1];
        if (a.length() != b.length() && a.length() != 1 && b.length() != 1) {
            throw new IllegalArgumentException(
                    "one side has %d elements and the other %d".formatted(a.length(), b.length()));
        }
        Values longer = a.length() == 1 ? b : a;
        double[] result = new double[longer.length()];
        for (int i = 0; i < result.length; i++) {
            result[i] =
                    action.applyAsDouble(
                            a.numbers()[a.length() == 1 ? 0 : i],
                            b.numbers()[b.length() == 1 ? 0 : i]);
        }
        return new Values(result, longer.width());
    }

    private static Values largest(Values of) {
        int width = of.width();
        double[] places = new double[of.length() / width];
        for (int row = 0; row < places.length; row++) {
            int best = row * width;
            for (int i = best + 1; i < (row + 1) * width; i++) {
                best = of.numbers()[i] > of.numbers()[best] ? i : best;
            }
            places[row] = best - row * width;
        }
        return Values.of(places);
    }

    private static double element(Values of, Values place) {
        double wanted = single(place);
        double index = wanted < 0 ? of.length() + wanted : wanted;
        if (index != Math.rint(index) || index < 0 || index >= of.length()) {
            throw new IllegalArgumentException(
                    "there is no element %s of %d".formatted(wanted, of.length()));
        }
        return of.numbers()[(int) index];
    }

    private static Values collapsed(double[] of, double blank) {
        double[] left = new double[of.length];
        int count = 0;
        for (int i = 0; i < of.length; i++) {
            if (of[i] != blank && (i == 0 || of[i] != of[i - 1])) {
                left[count++] = of[i];
            }
        }
        return Values.of(Arrays.copyOf(left, count));
    }

    private static double distance(double[] a, double[] b) {
        int[] row = new int[b.length + 1];
        Arrays.setAll(row, i -> i);
        for (int i = 1; i <= a.length; i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length; j++) {
                int replaced = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[b.length];
    }
}
