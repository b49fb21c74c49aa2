package io.casemate.engine.onnx;

import java.util.List;
import java.util.stream.Stream;

/// Nodes and the values between them.
///
/// @param nodes in an order in which they can run
/// @param inputs what it is given; older models list initializers here too
/// @param others fields kept as they were: sparse initializers, documentation, annotations
public record Graph(
        String name,
        List<Node> nodes,
        List<TensorProto> initializers,
        List<ValueInfo> inputs,
        List<ValueInfo> outputs,
        List<ValueInfo> valueInfos,
        List<RawField> others) {

    public Graph {
        nodes = List.copyOf(nodes);
        initializers = List.copyOf(initializers);
        inputs = List.copyOf(inputs);
        outputs = List.copyOf(outputs);
        valueInfos = List.copyOf(valueInfos);
        others = List.copyOf(others);
    }

    public Graph withNodes(List<Node> changed) {
        return new Graph(name, changed, initializers, inputs, outputs, valueInfos, others);
    }

    public Graph withInitializers(List<TensorProto> changed) {
        return new Graph(name, nodes, changed, inputs, outputs, valueInfos, others);
    }

    public Graph withInputs(List<ValueInfo> changed) {
        return new Graph(name, nodes, initializers, changed, outputs, valueInfos, others);
    }

    public Graph withOutputs(List<ValueInfo> changed) {
        return new Graph(name, nodes, initializers, inputs, changed, valueInfos, others);
    }

    public Graph withValueInfos(List<ValueInfo> changed) {
        return new Graph(name, nodes, initializers, inputs, outputs, changed, others);
    }

    /// {@return every node, those of subgraphs included}
    public Stream<Node> allNodes() {
        return nodes.stream()
                .flatMap(node ->
                        Stream.concat(
                                Stream.of(node),
                                node.subgraphs().stream().flatMap(Graph::allNodes)));
    }

    /// {@return every constant tensor: initializers and attribute values, subgraphs included}
    public Stream<TensorProto> allTensors() {
        return Stream.concat(initializers.stream(), nodes.stream().flatMap(Graph::tensorsOf));
    }

    private static Stream<TensorProto> tensorsOf(Node node) {
        return node.attributes().stream()
                .flatMap(attribute ->
                        switch (attribute.value()) {
                            case Attribute.TensorValue(TensorProto tensor) -> Stream.of(tensor);
                            case Attribute.Tensors(List<TensorProto> tensors) -> tensors.stream();
                            case Attribute.GraphValue(Graph graph) -> graph.allTensors();
                            case Attribute.Graphs(List<Graph> graphs) ->
                                    graphs.stream().flatMap(Graph::allTensors);
                            case Attribute.FloatValue _,
                                    Attribute.IntValue _,
                                    Attribute.BytesValue _,
                                    Attribute.Floats _,
                                    Attribute.Ints _,
                                    Attribute.BytesList _,
                                    Attribute.Other _ ->
                                    Stream.empty();
                        });
    }
}
