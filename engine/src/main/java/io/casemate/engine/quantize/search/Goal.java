package io.casemate.engine.quantize.search;

import io.casemate.engine.quantize.search.Attempt.Measured;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What a search looks for among the candidates that pass the gate.
public enum Goal {
    /// Half the size counts as much as twice the speed.
    BALANCED(Comparator.comparingLong(Goal::gain).thenComparingDouble(Goal::snrDb)),
    SIZE(
            Comparator.<Measured>comparingLong(one -> -steps(one.sizes().ratio()))
                    .thenComparingLong(Goal::gain)
                    .thenComparingDouble(Goal::snrDb)),
    LATENCY(
            Comparator.<Measured>comparingLong(one -> steps(one.provenSpeedup()))
                    .thenComparingLong(Goal::gain)
                    .thenComparingDouble(Goal::snrDb)),
    ACCURACY(Comparator.comparingDouble(Goal::snrDb).thenComparingLong(Goal::gain));

    /// Sizes and speeds that differ by less than about this share count as equal.
    private static final double STEP = 0.02;

    /// Differences beyond that, one part in a thousand, count no more.
    private static final double MOST_DB = 60;

    private final Comparator<Measured> order;

    Goal(Comparator<Measured> order) {
        this.order = order;
    }

    private static long steps(double ratio) {
        return Math.round(Math.log(ratio) / Math.log1p(STEP));
    }

    private static long gain(Measured one) {
        return steps(one.provenSpeedup() / one.sizes().ratio());
    }

    private static double snrDb(Measured one) {
        return Math.min(MOST_DB, one.ranking().snrDb());
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

    /// {@return all of them, for a sentence}
    public static String ids() {
        return Stream.of(values()).map(Goal::id).collect(Collectors.joining(", "));
    }
}
