package io.casemate.engine.structure;

import io.casemate.engine.onnx.Attribute;
import io.casemate.engine.onnx.Node;
import io.casemate.engine.onnx.TensorProto;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// The values that the nodes of one graph see: its own, then those of the graphs around it.
final class Scope {
    static final int DEEPEST = 8;

    private final @Nullable Scope outer;
    private final ModelCosts costs;
    private final int depth;
    private final Map<String, Integer> producers = new HashMap<>();
    private final Map<String, TensorProto> weights = new HashMap<>();

    Scope(@Nullable Scope outer, ModelCosts costs) {
        this.outer = outer;
        this.costs = costs;
        depth = outer == null ? 0 : outer.depth + 1;
    }

    /// An edge that is made once every producer is known.
    record Wish(Scope scope, String value, int to) {
        Optional<Edge> edge() {
            return scope.producer(value).map(from -> new Edge(from, to, value));
        }
    }

    boolean isOutermost() {
        return outer == null;
    }

    int depth() {
        return depth;
    }

    void weights(List<TensorProto> tensors) {
        tensors.forEach(tensor -> weights.put(tensor.name(), tensor));
    }

    /// Takes a node that only holds a constant as a weight. {@return whether it is one}
    boolean constant(Node node) {
        if (!node.is("Constant") || node.outputs().size() != 1) {
            return false;
        }
        if (node.attribute("value").orElse(new Attribute.IntValue(0))
                instanceof Attribute.TensorValue(TensorProto tensor)) {
            weights.put(node.outputs().getFirst(), tensor);
        }
        return true;
    }

    void produces(String value, int vertex) {
        producers.putIfAbsent(value, vertex);
    }

    Optional<TensorProto> weight(String name) {
        TensorProto own = weights.get(name);
        if (own != null) {
            return Optional.of(own);
        }
        return outer == null || producers.containsKey(name) ? Optional.empty() : outer.weight(name);
    }

    private Optional<Integer> producer(String name) {
        Integer own = producers.get(name);
        if (own != null) {
            return Optional.of(own);
        }
        return outer == null ? Optional.empty() : outer.producer(name);
    }

    GraphValue value(String name) {
        return new GraphValue(name, typeOf(name));
    }

    /// What is known of types is known of the outermost graph.
    String typeOf(String name) {
        return isOutermost() ? costs.typeOf(name) : "";
    }

    /// {@return nodes from `first` on whose results no other of them reads}
    static List<Integer> unread(int first, List<GraphNode> nodes) {
        Set<String> read = new HashSet<>();
        nodes.subList(first, nodes.size())
                .forEach(node -> node.inputs().forEach(input -> read.add(input.name())));
        return IntStream.range(first, nodes.size())
                .filter(i ->
                        nodes.get(i).outputs().stream()
                                .noneMatch(output -> read.contains(output.name())))
                .filter(i -> !nodes.get(i).isConstant())
                .boxed()
                .toList();
    }
}
