package io.casemate.engine.quantize.search;

import io.casemate.engine.quantize.search.Attempt.Measured;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/// What a search looks for among the candidates that pass the gate.
public enum Goal {
    /// Half the size counts as much as twice the speed.
    BALANCED(Comparator.comparingDouble(Goal::gain)),
    SIZE(
            Comparator.<Measured>comparingDouble(one -> -one.sizes().ratio())
                    .thenComparingDouble(Measured::provenSpeedup)),
    LATENCY(
            Comparator.comparingDouble(Measured::provenSpeedup)
                    .thenComparingDouble(one -> -one.sizes().ratio())),
    /// Differences beyond 60 dB, one part in a thousand, count no more.
    ACCURACY(
            Comparator.<Measured>comparingDouble(one -> Math.min(60, one.ranking().snrDb()))
                    .thenComparingDouble(Goal::gain));

    private final Comparator<Measured> order;

    Goal(Comparator<Measured> order) {
        this.order = order;
    }

    private static double gain(Measured one) {
        return Math.log(one.provenSpeedup()) - Math.log(one.sizes().ratio());
    }

    /// {@return the worse one first}
    Comparator<Measured> order() {
        return order;
    }

    /// {@return its name on the command line}
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<Goal> find(String id) {
        return Stream.of(values()).filter(goal -> goal.id().equals(id)).findFirst();
    }
}
