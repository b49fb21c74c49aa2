package io.casemate.views.kit.chart;

import java.util.Locale;

/// What the numbers of a chart are, and how they are written: three significant digits and a unit.
public enum AxisUnit {
    /// Microseconds, written as µs, ms or s.
    MICROSECONDS,
    /// Events a second.
    PER_SECOND,
    /// A share of 0 to 1, written in percent.
    SHARE;

    private static final double KILO = 1_000;
    private static final double MEGA = 1_000_000;

    /// {@return `value` for people, with its unit}
    public String format(double value) {
        return in(value).format(value);
    }

    /// {@return the form in which an axis up to `top` is written, the same for all its labels}
    public Scaled in(double top) {
        return switch (this) {
            case MICROSECONDS ->
                    top >= MEGA
                            ? new Scaled(MEGA, "s")
                            : top >= KILO ? new Scaled(KILO, "ms") : new Scaled(1, "µs");
            case PER_SECOND ->
                    top >= MEGA
                            ? new Scaled(MEGA, "M/s")
                            : top >= 10 * KILO ? new Scaled(KILO, "k/s") : new Scaled(1, "/s");
            case SHARE -> new Scaled(0.01, "%");
        };
    }

    /// Numbers divided by `factor` and followed by `symbol`.
    public record Scaled(double factor, String symbol) {
        public String format(double value) {
            return number(value) + " " + symbol;
        }

        String number(double value) {
            return String.format(Locale.ROOT, "%." + decimals(value) + "f", value / factor);
        }

        /// {@return how many decimals `value` is written with}
        public int decimals(double value) {
            double size = Math.abs(value / factor);
            return size == 0 || size >= 100 ? 0 : size >= 10 ? 1 : 2;
        }

        /// {@return `value` with as many decimals as a step of `step` needs}
        String tick(double value, double step) {
            double shown = step / factor;
            int digits = (int) Math.max(0, -Math.floor(Math.log10(shown) + 1e-9));
            return String.format(Locale.ROOT, "%." + digits + "f", value / factor);
        }
    }
}
