package io.casemate.engine.structure;

import io.casemate.engine.onnx.Attribute;
import io.casemate.engine.onnx.Graph;
import io.casemate.engine.onnx.Node;
import io.casemate.engine.onnx.TensorProto;
import java.util.List;
import java.util.stream.Collectors;

/// Attributes as people read them.
final class AttributeTexts {
    private static final int LONGEST_LIST = 16;
    private static final int LONGEST_TEXT = 120;

    private AttributeTexts() {}

    static List<NodeAttribute> of(Node node) {
        return node.attributes().stream()
                .map(attribute -> new NodeAttribute(attribute.name(), text(attribute)))
                .toList();
    }

    private static String text(Attribute attribute) {
        if (!attribute.reference().isEmpty()) {
            return "@" + attribute.reference();
        }
        return switch (attribute.value()) {
            case Attribute.FloatValue(float value) -> Float.toString(value);
            case Attribute.IntValue(long value) -> Long.toString(value);
            case Attribute.BytesValue value -> cut(value.text());
            case Attribute.TensorValue(TensorProto tensor) -> tensor(tensor);
            case Attribute.GraphValue(Graph graph) -> graph(graph);
            case Attribute.Floats(var values) -> list(values);
            case Attribute.Ints(var values) -> list(values);
            case Attribute.BytesList(var values) -> values.size() + " texts";
            case Attribute.Tensors(var values) -> values.size() + " tensors";
            case Attribute.Graphs(var values) -> values.size() + " graphs";
            case Attribute.Other(int type, _) -> "attribute type " + type;
        };
    }

    private static String tensor(TensorProto tensor) {
        return tensor.type() + " " + tensor.dims();
    }

    private static String graph(Graph graph) {
        return "graph of %d nodes".formatted(graph.nodes().size());
    }

    private static String list(List<? extends Number> values) {
        String shown =
                values.stream()
                        .limit(LONGEST_LIST)
                        .map(Number::toString)
                        .collect(Collectors.joining(", "));
        return values.size() <= LONGEST_LIST
                ? "[" + shown + "]"
                : "[%s, … %d in all]".formatted(shown, values.size());
    }

    private static String cut(String text) {
        return text.length() <= LONGEST_TEXT
                ? text
                : "%s… (%d characters)".formatted(text.substring(0, LONGEST_TEXT), text.length());
    }
}
