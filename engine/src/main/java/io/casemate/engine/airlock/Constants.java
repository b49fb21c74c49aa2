package io.casemate.engine.airlock;

import io.casemate.engine.onnx.Attribute;
import io.casemate.engine.onnx.Graph;
import io.casemate.engine.onnx.Node;
import io.casemate.engine.onnx.TensorProto;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// Values of a model that are the same in every run: initializers and outputs of `Constant`. A name
/// that two graphs give to different tensors stands for the first.
record Constants(Map<String, TensorProto> byName) {

    static Constants of(ModelParts parts) {
        Map<String, TensorProto> found = new HashMap<>();
        parts.graphs()
                .flatMap(graph -> graph.initializers().stream())
                .forEach(tensor -> found.putIfAbsent(tensor.name(), tensor));
        parts.nodes()
                .filter(node -> node.is("Constant") && node.outputs().size() == 1)
                .forEach(node ->
                        valueOf(node)
                                .ifPresent(value ->
                                        found.putIfAbsent(node.outputs().getFirst(), value)));
        // what a graph is given can be anything, even if another graph has a constant of this name
        parts.graphs()
                .skip(1)
                .map(Graph::inputs)
                .forEach(inputs -> inputs.forEach(input -> found.remove(input.name())));
        return new Constants(found);
    }

    private static Optional<TensorProto> valueOf(Node node) {
        return node.attribute("value").orElse(new Attribute.IntValue(0))
                        instanceof Attribute.TensorValue(TensorProto tensor)
                ? Optional.of(tensor)
                : Optional.empty();
    }

    Optional<TensorProto> find(String name) {
        return Optional.ofNullable(byName.get(name));
    }
}
