package io.casemate.engine.structure;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/// Which node of one structure is which of the other: first by name and operator, then by operator
/// and first output, then by name alone, then by first output alone, then by operator in the order
/// of the graph.
final class NodePairs {
    private final ModelStructure before;
    private final ModelStructure after;
    private final int[] oldOf;
    private final int[] newOf;

    private NodePairs(ModelStructure before, ModelStructure after) {
        this.before = before;
        this.after = after;
        oldOf = new int[after.nodes().size()];
        newOf = new int[before.nodes().size()];
        Arrays.fill(oldOf, -1);
        Arrays.fill(newOf, -1);
    }

    static NodePairs of(ModelStructure before, ModelStructure after) {
        var pairs = new NodePairs(before, after);
        pairs.match(node -> named(node, node.name() + "\n" + node.operator()));
        pairs.match(node -> firstOutput(node) + "\n" + node.operator());
        pairs.match(node -> named(node, node.name()));
        pairs.match(NodePairs::firstOutput);
        pairs.match(GraphNode::operator);
        return pairs;
    }

    private static String named(GraphNode node, String key) {
        return node.name().isEmpty() ? "" : key;
    }

    private static String firstOutput(GraphNode node) {
        return node.outputs().isEmpty() ? "" : node.outputs().getFirst().name();
    }

    /// Pairs those still alone that have the same key, in order; an empty key matches nothing.
    private void match(Function<GraphNode, String> key) {
        Map<String, Deque<GraphNode>> alone = new HashMap<>();
        for (GraphNode node : before.nodes()) {
            if (newOf[node.id()] < 0) {
                alone.computeIfAbsent(key.apply(node), _ -> new ArrayDeque<>()).add(node);
            }
        }
        for (GraphNode node : after.nodes()) {
            Deque<GraphNode> candidates = oldOf[node.id()] < 0 ? alone.get(key.apply(node)) : null;
            if (candidates != null && !candidates.isEmpty() && !key.apply(node).isEmpty()) {
                GraphNode old = candidates.poll();
                oldOf[node.id()] = old.id();
                newOf[old.id()] = node.id();
            }
        }
    }

    Optional<GraphNode> before(GraphNode node) {
        int old = oldOf[node.id()];
        return old < 0 ? Optional.empty() : Optional.of(before.nodes().get(old));
    }

    List<GraphNode> removed() {
        return removedNodes().toList();
    }

    private Stream<GraphNode> removedNodes() {
        return before.nodes().stream().filter(node -> newOf[node.id()] < 0);
    }
}
