package io.casemate.engine.shapes;

import io.casemate.engine.onnx.Graph;
import io.casemate.engine.onnx.Node;
import io.casemate.engine.onnx.ValueInfo;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.IntToLongFunction;

/// The most bytes of activations that live at once while a graph runs; see [PeakMemory].
final class Liveness {
    /// Operators whose first output is the first input under another shape.
    private static final Set<String> VIEWS =
            Set.of("Identity", "Reshape", "Flatten", "Squeeze", "Unsqueeze", "Dropout");

    private final Graph graph;
    private final GraphShapes shapes;
    private final Map<String, String> roots = new HashMap<>();
    private final Map<String, Integer> lastUses = new HashMap<>();
    private final Set<String> kept = new HashSet<>();

    Liveness(Graph graph, GraphShapes shapes) {
        this.graph = graph;
        this.shapes = shapes;
        graph.inputs().forEach(input -> kept.add(input.name()));
        for (int i = 0; i < graph.nodes().size(); i++) {
            note(graph.nodes().get(i), i);
        }
        for (ValueInfo output : graph.outputs()) {
            kept.add(root(output.name()));
        }
    }

    private void note(Node node, int index) {
        node.inputs().forEach(name -> lastUses.put(root(name), index));
        node.subgraphs().forEach(body -> noteCaptured(body, index));
        if (isView(node)) {
            roots.put(node.outputs().getFirst(), root(node.inputs().getFirst()));
        }
    }

    /// A body may read any value around it; names that are its own do no harm here.
    private void noteCaptured(Graph body, int index) {
        body.allNodes()
                .flatMap(node -> node.inputs().stream())
                .forEach(name -> lastUses.put(root(name), index));
        body.outputs().forEach(output -> lastUses.put(root(output.name()), index));
    }

    private static boolean isView(Node node) {
        return node.domain().isEmpty()
                && VIEWS.contains(node.opType())
                && !node.inputs().isEmpty()
                && !node.outputs().isEmpty();
    }

    private String root(String name) {
        return roots.getOrDefault(name, name);
    }

    /// @param parameterBytes of the whole model
    /// @param inside bytes that a node needs besides its inputs and outputs, by index
    PeakMemory peak(long parameterBytes, IntToLongFunction inside) {
        long live = 0;
        for (ValueInfo input : graph.inputs()) {
            live = Sizes.plus(live, bytes(input.name()));
        }
        long most = live;
        int place = -1;
        for (int i = 0; i < graph.nodes().size(); i++) {
            Node node = graph.nodes().get(i);
            live = Sizes.plus(live, born(node));
            long now = Sizes.plus(live, inside.applyAsLong(i));
            if (now > most) {
                most = now;
                place = i;
            }
            live = live == Long.MAX_VALUE ? live : Math.max(0, live - died(node, i));
        }
        return new PeakMemory(parameterBytes, most, place);
    }

    private long born(Node node) {
        long bytes = 0;
        for (String name : new HashSet<>(node.outputs())) {
            bytes = Sizes.plus(bytes, bytes(name));
        }
        return bytes;
    }

    private long died(Node node, int index) {
        var dead = new HashSet<String>();
        for (String name : node.outputs()) {
            if (!lastUses.containsKey(root(name)) && !kept.contains(root(name))) {
                dead.add(name);
            }
        }
        for (String name : node.inputs()) {
            String root = root(name);
            if (lastUses.getOrDefault(root, -1) == index && !kept.contains(root)) {
                dead.add(root);
            }
        }
        return dead.stream().mapToLong(this::bytes).reduce(0, Sizes::plus);
    }

    /// Views and weights take nothing here.
    private long bytes(String name) {
        return roots.containsKey(name) || shapes.constants().contains(name)
                ? 0
                : shapes.of(name).bytes().orElse(0);
    }
}
