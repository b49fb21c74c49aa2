package io.casemate.app.cli;

import io.casemate.engine.units.Bytes;
import java.util.Locale;
import tools.jackson.databind.JsonNode;

/// Figures as people read them on a terminal.
final class Words {
    private static final double MICROS_PER_MILLI = 1000;

    private Words() {}

    static String bytes(JsonNode count) {
        return new Bytes(count.asLong()).toString();
    }

    static String micros(JsonNode value) {
        double micros = value.asDouble();
        return micros < MICROS_PER_MILLI
                ? String.format(Locale.ROOT, "%.1f µs", micros)
                : String.format(Locale.ROOT, "%.2f ms", micros / MICROS_PER_MILLI);
    }

    static String percent(JsonNode share) {
        return String.format(Locale.ROOT, "%.2f %%", share.asDouble() * 100);
    }

    static String speed(String verdict) {
        return switch (verdict) {
            case "FASTER" -> "faster here";
            case "SLOWER" -> "slower here";
            default -> "no difference beyond noise";
        };
    }
}
