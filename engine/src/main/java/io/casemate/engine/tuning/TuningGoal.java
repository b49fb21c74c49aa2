package io.casemate.engine.tuning;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What a tuning run makes better.
public enum TuningGoal {
    /// The 99th percentile of a request's time.
    LATENCY,
    /// Samples a second.
    THROUGHPUT,
    /// Processor time a sample.
    CPU;

    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<TuningGoal> find(String id) {
        return Stream.of(values()).filter(goal -> goal.id().equals(id)).findFirst();
    }

    /// {@return all of them, for a sentence}
    public static String ids() {
        return Stream.of(values()).map(TuningGoal::id).collect(Collectors.joining(", "));
    }
}
