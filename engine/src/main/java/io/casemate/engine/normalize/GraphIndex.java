package io.casemate.engine.normalize;

import io.casemate.engine.onnx.Attribute;
import io.casemate.engine.onnx.Graph;
import io.casemate.engine.onnx.Node;
import io.casemate.engine.onnx.TensorProto;
import io.casemate.engine.onnx.ValueInfo;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Who makes and who reads the values of a graph, in constant time.
public final class GraphIndex {
    private final Map<String, Node> producers = new HashMap<>();
    private final Map<String, Integer> readers = new HashMap<>();
    private final Map<String, Node> lastReader = new HashMap<>();
    private final Map<String, TensorProto> constants = new HashMap<>();
    private final Set<String> outputs = new HashSet<>();
    private final Set<String> names = new HashSet<>();

    public GraphIndex(Graph graph) {
        graph.initializers().forEach(tensor -> constants.put(tensor.name(), tensor));
        graph.inputs().stream().map(ValueInfo::name).forEach(constants::remove);
        graph.outputs().forEach(output -> outputs.add(output.name()));
        graph.inputs().forEach(input -> names.add(input.name()));
        names.addAll(outputs);
        for (Node node : graph.nodes()) {
            node.outputs().forEach(output -> producers.put(output, node));
            read(node, node);
        }
        graph.initializers().forEach(tensor -> names.add(tensor.name()));
    }

    /// Values that a subgraph takes from outside count as read by the node that holds it.
    private void read(Node node, Node outer) {
        names.add(node.name());
        names.addAll(node.outputs());
        for (String input : node.inputs()) {
            readers.merge(input, 1, Integer::sum);
            lastReader.put(input, outer);
        }
        for (Graph inner : node.subgraphs()) {
            inner.nodes().forEach(part -> read(part, outer));
            for (ValueInfo output : inner.outputs()) {
                readers.merge(output.name(), 1, Integer::sum);
                lastReader.put(output.name(), outer);
            }
            inner.initializers().forEach(tensor -> names.add(tensor.name()));
            inner.inputs().forEach(input -> names.add(input.name()));
        }
        node.attributes().stream().map(Attribute::reference).forEach(names::add);
    }

    public Optional<Node> producerOf(String value) {
        return Optional.ofNullable(producers.get(value));
    }

    /// {@return an initializer that callers cannot replace}
    public Optional<TensorProto> constant(String value) {
        return Optional.ofNullable(constants.get(value));
    }

    public boolean isOutput(String value) {
        return outputs.contains(value);
    }

    /// {@return how often nodes read `value`, those of subgraphs included}
    public int readersOf(String value) {
        return readers.getOrDefault(value, 0);
    }

    /// {@return the one node that reads `value`, which is no output of the graph}
    public Optional<Node> onlyReader(String value) {
        return readersOf(value) == 1 && !isOutput(value)
                ? Optional.ofNullable(lastReader.get(value))
                : Optional.empty();
    }

    /// {@return `wanted`, with a number when that is taken; it is taken from now on}
    public String fresh(String wanted) {
        String name = wanted;
        for (int number = 2; !names.add(name); number++) {
            name = wanted + "_" + number;
        }
        return name;
    }

    /// {@return `graph` without the initializers that nothing reads}
    public static Graph withoutUnread(Graph graph) {
        var index = new GraphIndex(graph);
        List<TensorProto> read =
                graph.initializers().stream()
                        .filter(tensor ->
                                index.readersOf(tensor.name()) > 0 || index.isOutput(tensor.name()))
                        .toList();
        return graph.withInitializers(read);
    }
}
