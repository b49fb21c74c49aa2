package io.casemate.engine.airlock;

import io.casemate.engine.onnx.Attribute;
import io.casemate.engine.onnx.Function;
import io.casemate.engine.onnx.Graph;
import io.casemate.engine.onnx.Model;
import io.casemate.engine.onnx.Node;
import io.casemate.engine.onnx.RawField;
import io.casemate.engine.onnx.TensorProto;
import java.util.List;
import java.util.stream.Stream;

/// Every place of a model where something can hide: its graph, the bodies of its functions, and the
/// graphs inside their nodes.
record ModelParts(Model model) {
    private static final int SPARSE_INITIALIZER = 15;

    private Stream<Graph> roots() {
        return Stream.concat(
                Stream.of(model.graph()), model.functions().stream().map(ModelParts::body));
    }

    private static Graph body(Function function) {
        return new Graph(
                function.name(),
                function.nodes(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of());
    }

    Stream<Node> nodes() {
        return roots().flatMap(Graph::allNodes);
    }

    /// {@return every node of a function's body, those of subgraphs included}
    static Stream<Node> nodesOf(Function function) {
        return body(function).allNodes();
    }

    /// {@return every constant tensor, but for sparse ones}
    Stream<TensorProto> tensors() {
        return roots().flatMap(Graph::allTensors);
    }

    /// {@return every graph, those inside nodes included; the model's own is the first}
    Stream<Graph> graphs() {
        return Stream.concat(roots(), nodes().flatMap(node -> node.subgraphs().stream()));
    }

    /// {@return every `SparseTensorProto`}
    Stream<RawField> sparseTensors() {
        return Stream.concat(
                graphs().flatMap(graph -> graph.others().stream())
                        .filter(field -> field.number() == SPARSE_INITIALIZER),
                attributes().flatMap(ModelParts::keptBy).filter(ModelParts::isSparseField));
    }

    Stream<Attribute> attributes() {
        return nodes().flatMap(node -> node.attributes().stream());
    }

    /// {@return the fields of an attribute that are kept as they were}
    static Stream<RawField> keptBy(Attribute attribute) {
        return attribute.value() instanceof Attribute.Other(int _, List<RawField> fields)
                ? Stream.concat(fields.stream(), attribute.others().stream())
                : attribute.others().stream();
    }

    /// The fields `sparse_tensor` and `sparse_tensors` of `AttributeProto`.
    private static boolean isSparseField(RawField field) {
        return field.number() == 22 || field.number() == 23;
    }
}
