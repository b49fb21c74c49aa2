package io.casemate.engine.airlock;

import io.casemate.engine.units.Bytes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// What a stage measured and found, in the order in which it was noted.
///
/// @param counts by name; a name that ends in `ytes` is an amount of storage, one that ends in
///   `Micros` a time in µs, and others are counts of what the name says
/// @param words what is no number, such as a digest
/// @param notes sentences for people: warnings, and what was done differently
public record StageFigures(
        Map<String, Long> counts, Map<String, String> words, List<String> notes) {
    static final StageFigures NONE = new StageFigures(Map.of(), Map.of(), List.of());

    private static final int SHORT = 12;
    private static final int DIGITS = 64;
    private static final double MICROS_PER_MILLI = 1_000;

    public StageFigures {
        counts = Collections.unmodifiableMap(new LinkedHashMap<>(counts));
        words = Collections.unmodifiableMap(new LinkedHashMap<>(words));
        notes = List.copyOf(notes);
    }

    static StageFigures count(String name, long value) {
        return NONE.and(name, value);
    }

    StageFigures and(String name, long value) {
        var more = new LinkedHashMap<>(counts);
        more.put(name, value);
        return new StageFigures(more, words, notes);
    }

    StageFigures and(String name, String word) {
        var more = new LinkedHashMap<>(words);
        more.put(name, word);
        return new StageFigures(counts, more, notes);
    }

    StageFigures noting(List<String> sentences) {
        var more = new ArrayList<>(notes);
        more.addAll(sentences);
        return new StageFigures(counts, words, more);
    }

    /// {@return the figures in one line, such as `12.0 MiB, sha256 4e5f60718293`}
    public String line() {
        List<String> parts = new ArrayList<>();
        counts.forEach((name, value) -> parts.add(told(name, value)));
        words.forEach((name, word) -> parts.add(name + " " + abbreviated(word)));
        return String.join(", ", parts);
    }

    private static String told(String name, long value) {
        if (name.endsWith("ytes")) {
            String what = name.substring(0, name.length() - "ytes".length() - 1).strip();
            return (what.isEmpty() ? "" : what + " ") + new Bytes(value);
        }
        if (name.endsWith("Micros")) {
            return name.substring(0, name.length() - "Micros".length()).strip() + " " + time(value);
        }
        String noun =
                value == 1 && name.endsWith("s") ? name.substring(0, name.length() - 1) : name;
        return String.format(Locale.ROOT, "%,d %s", value, noun);
    }

    private static String abbreviated(String word) {
        return word.length() == DIGITS && !word.contains(" ") ? word.substring(0, SHORT) : word;
    }

    /// {@return a length of time for people, such as `1.2 s` or `340 ms`}
    public static String time(Duration length) {
        return time(length.toNanos() / 1_000);
    }

    private static String time(long micros) {
        double millis = micros / MICROS_PER_MILLI;
        if (millis >= 1_000) {
            return String.format(Locale.ROOT, "%.1f s", millis / 1_000);
        }
        return String.format(Locale.ROOT, millis < 10 ? "%.1f ms" : "%.0f ms", millis);
    }
}
