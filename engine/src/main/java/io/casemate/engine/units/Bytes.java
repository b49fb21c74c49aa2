package io.casemate.engine.units;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/// An amount of storage or memory.
///
/// @param count in bytes, 0 or more
public record Bytes(@JsonValue long count) implements Comparable<Bytes> {
    private static final String[] UNITS = {"B", "KiB", "MiB", "GiB", "TiB", "PiB"};

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public Bytes {
        if (count < 0) {
            throw new IllegalArgumentException("count is negative: " + count);
        }
    }

    public static Bytes mebibytes(long count) {
        return new Bytes(Math.multiplyExact(count, 1L << 20));
    }

    public static Bytes gibibytes(long count) {
        return new Bytes(Math.multiplyExact(count, 1L << 30));
    }

    @Override
    public int compareTo(Bytes other) {
        return Long.compare(count, other.count);
    }

    /// {@return for people: three significant digits and a binary unit, such as `12.0 GiB`}
    @Override
    public String toString() {
        double value = count;
        int unit = 0;
        while (value >= 1024 && unit < UNITS.length - 1) {
            value /= 1024;
            unit++;
        }
        String form =
                unit == 0
                        ? "%.0f %s"
                        : value < 10 ? "%.2f %s" : value < 100 ? "%.1f %s" : "%.0f %s";
        return String.format(Locale.ROOT, form, value, UNITS[unit]);
    }
}
