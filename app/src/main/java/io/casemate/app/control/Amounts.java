package io.casemate.app.control;

import io.casemate.engine.units.Bytes;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Amounts with units, as people type them: `60s`, `1.5ms`, `20MB`, `0.5%`.
record Amounts(Arguments arguments) {
    private static final Pattern AMOUNT =
            Pattern.compile("(\\d{1,12}(?:\\.\\d{1,9})?)\\s*([a-zA-Zµ%]*)");

    private static final Map<String, Double> NANOS =
            Map.of("us", 1e3, "µs", 1e3, "ms", 1e6, "s", 1e9, "m", 6e10, "min", 6e10, "h", 3.6e12);

    private static final Map<String, Double> BYTES =
            Map.of(
                    "B",
                    1.0,
                    "kB",
                    1e3,
                    "KB",
                    1e3,
                    "MB",
                    1e6,
                    "GB",
                    1e9,
                    "KiB",
                    1024.0,
                    "MiB",
                    1_048_576.0,
                    "GiB",
                    1_073_741_824.0);

    private static final Map<String, Double> SHARES = Map.of("", 1.0, "%", 0.01);
    private static final Map<String, Double> DECIBELS = Map.of("", 1.0, "dB", 1.0);
    private static final double MOST_NANOS = 3.6e12 * 24 * 30;

    Optional<Duration> duration(String name) {
        return amount(name, NANOS, "a time such as 60s, 5m or 1.5ms")
                .map(nanos -> {
                    if (nanos <= 0 || nanos > MOST_NANOS) {
                        throw arguments.bad(
                                "%s is more than 0 and at most 30 days.".formatted(name));
                    }
                    return Duration.ofNanos(Math.round(nanos));
                });
    }

    Optional<Bytes> bytes(String name) {
        return amount(name, BYTES, "a size such as 500kB, 20MB or 1.5GiB")
                .map(count -> new Bytes(Math.round(count)));
    }

    /// {@return a share, 0 to 1}
    Optional<Double> share(String name) {
        return amount(name, SHARES, "a share such as 0.5% or 0.005")
                .map(share -> {
                    if (share > 1) {
                        throw arguments.bad(
                                "%s is %s; it may be 0 to 100%%.".formatted(name, share));
                    }
                    return share;
                });
    }

    Optional<Double> decibels(String name) {
        return amount(name, DECIBELS, "a number of dB such as 25");
    }

    private Optional<Double> amount(String name, Map<String, Double> units, String form) {
        return arguments
                .text(name)
                .map(text -> {
                    Matcher amount = AMOUNT.matcher(text.strip());
                    if (!amount.matches() || !units.containsKey(amount.group(2))) {
                        throw arguments.bad("%s is '%s'; it is %s.".formatted(name, text, form));
                    }
                    return Double.parseDouble(amount.group(1)) * units.get(amount.group(2));
                });
    }
}
