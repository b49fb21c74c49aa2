package io.casemate.engine.normalize;

import io.casemate.engine.onnx.Attribute;
import io.casemate.engine.onnx.ElementType;
import io.casemate.engine.onnx.Graph;
import io.casemate.engine.onnx.Model;
import io.casemate.engine.onnx.Node;
import io.casemate.engine.onnx.TensorProto;
import io.casemate.engine.onnx.TensorValues;
import io.casemate.engine.onnx.ValueInfo;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Computes in `FLOAT` what the model computes in `FLOAT16`, because integer kernels take their
/// scales in `FLOAT` only; inputs and outputs stay what they are:
///
/// ```
///                           Cast to FLOAT
/// Conv(x, w) -> y     →     Conv(x', w as FLOAT) -> y'
///                           Cast to FLOAT16 -> y
/// ```
///
/// Leaves models with subgraphs or functions alone, and those that have `FLOAT16` neither in
/// weights nor in inputs.
final class HalfAsFloat implements Rule {
    private static final long HALF = ElementType.FLOAT16.number();
    private static final long FLOAT = ElementType.FLOAT.number();

    /// Operators that name an element type in an attribute.
    private static final Set<String> NAMING = Set.of("Cast", "RandomNormal", "RandomUniform");

    @Override
    public Model apply(Model model, Path folder) throws IOException {
        Graph graph = model.graph();
        boolean fires =
                model.functions().isEmpty()
                        && graph.nodes().stream().allMatch(node -> node.subgraphs().isEmpty())
                        && (graph.initializers().stream().anyMatch(HalfAsFloat::isHalf)
                                || graph.inputs().stream().anyMatch(HalfAsFloat::isHalf));
        return fires ? model.withGraph(changed(graph, folder)) : model;
    }

    private static boolean isHalf(TensorProto tensor) {
        return tensor.type() == ElementType.FLOAT16;
    }

    private static boolean isHalf(ValueInfo value) {
        return value.type() == ElementType.FLOAT16;
    }

    private static Graph changed(Graph graph, Path folder) throws IOException {
        var index = new GraphIndex(graph);
        Map<String, String> names = new HashMap<>();
        var nodes = new ArrayList<Node>();
        for (ValueInfo input : graph.inputs()) {
            if (isHalf(input)) {
                String name = index.fresh(input.name() + "_float");
                names.put(input.name(), name);
                nodes.add(cast(index.fresh(name + "_cast"), input.name(), name, FLOAT));
            }
        }
        var last = new ArrayList<Node>();
        for (ValueInfo output : graph.outputs()) {
            if (isHalf(output)) {
                String name = index.fresh(output.name() + "_float");
                names.put(output.name(), name);
                last.add(cast(index.fresh(name + "_cast"), name, output.name(), HALF));
            }
        }
        for (Node node : graph.nodes()) {
            nodes.add(renamed(inFloat(node, folder), names));
        }
        nodes.addAll(last);
        var initializers = new ArrayList<TensorProto>();
        for (TensorProto tensor : graph.initializers()) {
            initializers.add(inFloat(tensor, folder));
        }
        return graph.withNodes(nodes)
                .withInitializers(initializers)
                .withValueInfos(
                        graph.valueInfos().stream().filter(value -> !isHalf(value)).toList());
    }

    private static Node cast(String name, String from, String to, long type) {
        return new Node(
                name, "Cast", List.of(from), List.of(to), List.of(Attribute.of("to", type)));
    }

    private static TensorProto inFloat(TensorProto tensor, Path folder) throws IOException {
        return isHalf(tensor)
                ? TensorProto.floats(
                        tensor.name(), tensor.dims(), TensorValues.floats(tensor, folder))
                : tensor;
    }

    private static Node inFloat(Node node, Path folder) throws IOException {
        var attributes = new ArrayList<Attribute>();
        for (Attribute attribute : node.attributes()) {
            attributes.add(
                    switch (attribute.value()) {
                        case Attribute.TensorValue(TensorProto tensor) ->
                                attribute.withValue(
                                        new Attribute.TensorValue(inFloat(tensor, folder)));
                        case Attribute.IntValue(long type)
                                when type == HALF && NAMING.contains(node.opType()) ->
                                attribute.withValue(new Attribute.IntValue(FLOAT));
                        case Attribute.Value _ -> attribute;
                    });
        }
        return node.withAttributes(attributes);
    }

    private static Node renamed(Node node, Map<String, String> names) {
        return node.withInputs(node.inputs().stream().map(n -> names.getOrDefault(n, n)).toList())
                .withOutputs(node.outputs().stream().map(n -> names.getOrDefault(n, n)).toList());
    }
}
