package io.casemate.views.kit;

import java.util.Locale;

/// Numbers as people read them: three significant digits, the unit apart.
public final class Figures {
    private static final double KILO = 1_000;
    private static final double MEGA = 1_000_000;

    private Figures() {}

    /// A number and its unit.
    public record Figure(String number, String unit) {
        @Override
        public String toString() {
            return number + " " + unit;
        }
    }

    /// {@return a duration in µs, ms or s}
    public static Figure micros(double micros) {
        if (micros >= MEGA) {
            return new Figure(number(micros / MEGA), "s");
        }
        return micros >= KILO
                ? new Figure(number(micros / KILO), "ms")
                : new Figure(number(micros), "µs");
    }

    /// {@return a share of 0 to 1 in percent}
    public static Figure share(double share) {
        return new Figure(number(share * 100), "%");
    }

    /// {@return three significant digits, thousands apart}
    public static String number(double value) {
        double size = Math.abs(value);
        int digits = size == 0 || size >= 100 ? 0 : size >= 10 ? 1 : 2;
        return String.format(Locale.ROOT, "%,." + digits + "f", value);
    }

    public static String count(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }
}
