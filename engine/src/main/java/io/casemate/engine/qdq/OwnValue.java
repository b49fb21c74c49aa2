package io.casemate.engine.qdq;

import io.casemate.engine.normalize.GraphIndex;
import io.casemate.engine.normalize.Likeness;
import io.casemate.engine.onnx.Graph;
import io.casemate.engine.onnx.Model;
import io.casemate.engine.onnx.Node;
import io.casemate.engine.onnx.TensorProto;
import io.casemate.engine.onnx.ValueInfo;
import io.casemate.engine.tensors.Tensor;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// The value that one layer makes, as integer kernel and in `FLOAT`, side by side in one model:
///
/// ```
/// x ─ Q ─ DQ ─ Conv ─ Q ─ DQ ─ y                x ─ Q ─ DQ ─ Conv ─ Q ─ DQ ─ y      (output)
///                                       →       x ─ Conv ─ Relu ─ y_in_float        (output)
/// ```
///
/// Operators that the layer absorbs, before or after it, are copied along.
///
/// @param quantized the value's name, after the operator that the layer absorbs
/// @param exact name of the same value in `FLOAT`
/// @param nodes that make it
record OwnValue(String quantized, String exact, List<Node> nodes, GraphIndex index) {

    static OwnValue of(Prepared prepared, Layer layer) throws IOException {
        var index = new GraphIndex(prepared.model().graph());
        Plan alone = Plan.of(List.of(layer), index, prepared.settings(), prepared.trial().folder());
        String value = alone.layers().keySet().iterator().next();
        String exact = index.fresh(value + "_in_float");
        var nodes = new ArrayList<Node>();
        Node node = layer.node();
        if (alone.sources().containsKey(layer.input())) {
            String before = index.fresh(layer.input() + "_in_float");
            nodes.add(copy(maker(layer.input(), index), before));
            node = reading(node, layer.input(), before);
        }
        if (value.equals(layer.output())) {
            nodes.add(copy(node, exact));
        } else {
            String between = index.fresh(layer.output() + "_in_float");
            nodes.add(copy(node, between));
            nodes.add(copy(reading(maker(value, index), layer.output(), between), exact));
        }
        return new OwnValue(value, exact, nodes, index);
    }

    private static Node maker(String value, GraphIndex index) {
        return index.producerOf(value).orElseThrow();
    }

    private static Node reading(Node node, String value, String instead) {
        return node.withInputs(
                node.inputs().stream()
                        .map(input -> input.equals(value) ? instead : input)
                        .toList());
    }

    private static Node copy(Node node, String output) {
        return node.withName(node.name() + "_in_float").withOutputs(List.of(output));
    }

    /// {@return `changed`, which also gives both values}
    Model watched(Model changed) {
        Graph graph = changed.graph();
        var all = new ArrayList<>(graph.nodes());
        all.addAll(nodes);
        Set<String> there =
                graph.initializers().stream().map(TensorProto::name).collect(Collectors.toSet());
        var constants = new ArrayList<>(graph.initializers());
        nodes.stream()
                .flatMap(node -> node.inputs().stream())
                .filter(there::add)
                .flatMap(input -> index.constant(input).stream())
                .forEach(constants::add);
        var outputs = new ArrayList<>(graph.outputs());
        if (graph.outputs().stream().noneMatch(output -> output.name().equals(quantized))) {
            outputs.add(ValueInfo.named(quantized));
        }
        outputs.add(ValueInfo.named(exact));
        return changed.withGraph(
                graph.withNodes(all).withInitializers(constants).withOutputs(outputs));
    }

    /// Adds how alike the two values are in the answer to one sample.
    void add(List<Tensor> answer, Likeness likeness) {
        likeness.add(List.of(find(answer, exact)), List.of(find(answer, quantized)));
    }

    /// Under one name, so that they are compared.
    private Tensor find(List<Tensor> answer, String name) {
        Tensor found =
                answer.stream()
                        .filter(tensor -> tensor.name().equals(name))
                        .findFirst()
                        .orElseThrow();
        return new Tensor(quantized, found.datatype(), found.shape(), found.data());
    }
}
