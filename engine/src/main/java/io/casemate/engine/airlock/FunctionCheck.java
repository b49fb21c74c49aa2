package io.casemate.engine.airlock;

import io.casemate.engine.onnx.Function;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// Functions are few, do not call themselves, and stay small once the engine has put their bodies
/// where they are called: ten functions that call each other ten times make ten thousand million
/// nodes.
final class FunctionCheck {
    private static final int MOST_FUNCTIONS = 256;
    private static final long MOST_NODES = 500_000;

    private final Inspected inspected;

    /// Nodes of a function with everything that it calls, once that is known.
    private final Map<String, Long> sizes = new HashMap<>();

    private FunctionCheck(Inspected inspected) {
        this.inspected = inspected;
    }

    static void run(Inspected inspected) {
        new FunctionCheck(inspected).check();
    }

    private void check() {
        List<Function> functions = inspected.model().functions();
        if (functions.size() > MOST_FUNCTIONS) {
            throw inspected.refuse(
                    AirlockProblem.TOO_MANY,
                    "It defines %d functions (limit %d)."
                            .formatted(functions.size(), MOST_FUNCTIONS),
                    "Export it with its functions inlined.");
        }
        Map<String, List<String>> calls = new TreeMap<>();
        for (Function function : functions) {
            calls.put(
                    function.domain() + ":" + function.name(),
                    ModelParts.nodesOf(function)
                            .map(node -> node.domain() + ":" + node.opType())
                            .toList());
        }
        settle(calls);
        List<String> graph =
                inspected
                        .model()
                        .graph()
                        .allNodes()
                        .map(node -> node.domain() + ":" + node.opType())
                        .toList();
        checkSize(sizeOf(graph));
    }

    /// Sets sizes of functions whose callees have one, until none is left or nothing moves.
    private void settle(Map<String, List<String>> calls) {
        Set<String> waiting = new HashSet<>(calls.keySet());
        boolean isMoving = true;
        while (isMoving) {
            List<String> ready =
                    waiting.stream()
                            .filter(name -> calls.get(name).stream().noneMatch(waiting::contains))
                            .toList();
            ready.forEach(name -> sizes.put(name, checkSize(sizeOf(calls.get(name)))));
            isMoving = waiting.removeAll(ready);
        }
        waiting.stream()
                .sorted()
                .findFirst()
                .ifPresent(function -> {
                    throw inspected.refuse(
                            AirlockProblem.RECURSION,
                            "Function '%s' calls itself.".formatted(function),
                            "Export the model again without recursive functions.");
                });
    }

    private long sizeOf(List<String> called) {
        return called.stream().mapToLong(name -> sizes.getOrDefault(name, 1L)).sum();
    }

    private long checkSize(long nodes) {
        if (nodes > MOST_NODES) {
            throw inspected.refuse(
                    AirlockProblem.TOO_MANY,
                    "With its functions inlined it has %d nodes or more (limit %d)."
                            .formatted(nodes, MOST_NODES),
                    "Export it with fewer calls of functions.");
        }
        return nodes;
    }
}
