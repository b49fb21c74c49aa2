package io.casemate.engine.tuning;

import io.casemate.engine.units.Sorted;
import java.util.Locale;
import java.util.stream.DoubleStream;

/// How many times better than with standard settings; above 1 is better.
///
/// @param low lower end of the 95 % interval
/// @param high its upper end
public record Ratio(double value, double low, double high) {
    private static final double DIGITS = 1e4;

    /// {@return the median of ratios of rounds, with its interval by order statistics}
    static Ratio ofRounds(DoubleStream ratios) {
        Sorted sorted = Sorted.of(ratios);
        return rounded(sorted.median(), sorted.medianLow(), sorted.medianHigh());
    }

    static Ratio rounded(double value, double low, double high) {
        return new Ratio(round(value), round(low), round(high));
    }

    /// {@return to four digits after the point: more would be noise}
    static double round(double value) {
        return Math.round(value * DIGITS) / DIGITS;
    }

    /// {@return whether the whole interval is on the better side}
    public boolean isBetter() {
        return low > 1;
    }

    /// {@return such as `×1.24 (1.20 to 1.29)`}
    public String words() {
        return String.format(Locale.ROOT, "×%.2f (%.2f to %.2f)", value, low, high);
    }
}
