package io.casemate.engine.tuning;

import io.casemate.engine.runtime.ExecutionProvider;
import io.casemate.engine.runtime.GraphLevel;
import io.casemate.engine.runtime.SessionSettings;
import io.casemate.engine.runtime.SessionSettings.Threads;
import io.casemate.engine.runtime.Spinning;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/// What may be varied on a host, one axis after the other; the first axes matter most.
///
/// @param cores of the host
/// @param providers that may be chosen; the one that is used already among them
/// @param goal decides whether several instances help at all
record Axes(int cores, List<ExecutionProvider> providers, TuningGoal goal) {

    /// {@return for each axis what changes a setting along it; without the standard values}
    List<List<UnaryOperator<Setting>>> all() {
        return List.of(
                providerChanges(),
                intraOp().stream().map(count -> threads(it -> it.withIntraOp(count))).toList(),
                Stream.of(Spinning.OFF, Spinning.ALWAYS)
                        .map(kind -> threads(it -> it.withSpinning(kind)))
                        .toList(),
                instances().stream().map(Axes::instances).toList(),
                interOp().stream().map(count -> threads(it -> it.withInterOp(count))).toList(),
                Stream.of(GraphLevel.EXTENDED, GraphLevel.BASIC, GraphLevel.OFF)
                        .map(level -> settings(it -> it.withGraph(level)))
                        .toList(),
                List.of(settings(it -> it.withMemoryPattern(false))),
                List.of(settings(it -> it.withArena(false))));
    }

    /// {@return the number of all combinations}
    long space() {
        return all().stream().mapToLong(axis -> axis.size() + 1L).reduce(1, Math::multiplyExact);
    }

    /// {@return how many settings a search along all axes tries}
    int steps() {
        return all().stream().mapToInt(List::size).sum();
    }

    private List<UnaryOperator<Setting>> providerChanges() {
        return providers.stream()
                .skip(1)
                .map(provider -> settings(it -> it.withProvider(provider, true)))
                .toList();
    }

    /// Powers of two below the number of cores, which is the standard.
    private List<Integer> intraOp() {
        var counts = new ArrayList<Integer>();
        for (int count = 1; count < cores; count *= 2) {
            counts.add(count);
        }
        return counts;
    }

    private List<Integer> interOp() {
        return cores < 2 ? List.of() : cores == 2 ? List.of(2) : List.of(2, cores);
    }

    private List<Integer> instances() {
        return goal == TuningGoal.THROUGHPUT ? interOp() : List.of();
    }

    private static UnaryOperator<Setting> instances(int count) {
        return setting -> setting.withInstances(count);
    }

    private static UnaryOperator<Setting> threads(UnaryOperator<Threads> change) {
        return settings(it -> it.withThreads(change.apply(it.threads())));
    }

    private static UnaryOperator<Setting> settings(UnaryOperator<SessionSettings> change) {
        return setting -> setting.with(change.apply(setting.settings()));
    }
}
