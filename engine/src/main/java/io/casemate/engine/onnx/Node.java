package io.casemate.engine.onnx;

import java.util.List;
import java.util.Optional;

/// One operation of a graph.
///
/// @param domain operator set; empty is `ai.onnx`
/// @param inputs names of values; an empty name is an input left out
/// @param others fields kept as they were
public record Node(
        String name,
        String opType,
        String domain,
        List<String> inputs,
        List<String> outputs,
        List<Attribute> attributes,
        List<RawField> others) {

    public Node {
        inputs = List.copyOf(inputs);
        outputs = List.copyOf(outputs);
        attributes = List.copyOf(attributes);
        others = List.copyOf(others);
        domain = domain.equals("ai.onnx") ? "" : domain;
    }

    public Node(
            String name,
            String opType,
            List<String> inputs,
            List<String> outputs,
            List<Attribute> attributes) {
        this(name, opType, "", inputs, outputs, attributes, List.of());
    }

    public Node withName(String other) {
        return new Node(other, opType, domain, inputs, outputs, attributes, others);
    }

    public Node withInputs(List<String> changed) {
        return new Node(name, opType, domain, changed, outputs, attributes, others);
    }

    public Node withOutputs(List<String> changed) {
        return new Node(name, opType, domain, inputs, changed, attributes, others);
    }

    public Node withAttributes(List<Attribute> changed) {
        return new Node(name, opType, domain, inputs, outputs, changed, others);
    }

    public Node inDomain(String other) {
        return new Node(name, opType, other, inputs, outputs, attributes, others);
    }

    /// {@return whether it is the operator `type` of `ai.onnx`}
    public boolean is(String type) {
        return domain.isEmpty() && opType.equals(type);
    }

    public Optional<Attribute.Value> attribute(String wanted) {
        return attributes.stream()
                .filter(attribute -> attribute.name().equals(wanted))
                .map(Attribute::value)
                .findFirst();
    }

    public long intAttribute(String wanted, long otherwise) {
        return attribute(wanted).orElse(new Attribute.IntValue(otherwise))
                        instanceof Attribute.IntValue(long value)
                ? value
                : otherwise;
    }

    public float floatAttribute(String wanted, float otherwise) {
        return attribute(wanted).orElse(new Attribute.FloatValue(otherwise))
                        instanceof Attribute.FloatValue(float value)
                ? value
                : otherwise;
    }

    /// {@return a list of whole numbers; empty if there is no such attribute}
    public Optional<List<Long>> intsAttribute(String wanted) {
        return attribute(wanted)
                .flatMap(value ->
                        value instanceof Attribute.Ints(List<Long> values)
                                ? Optional.of(values)
                                : Optional.empty());
    }

    public String textAttribute(String wanted, String otherwise) {
        return attribute(wanted).orElse(new Attribute.IntValue(0))
                        instanceof Attribute.BytesValue text
                ? text.text()
                : otherwise;
    }

    /// {@return its input at `index`; empty text when it is left out}
    public String input(int index) {
        return index < inputs.size() ? inputs.get(index) : "";
    }

    /// {@return the graphs that it runs inside itself, such as the branches of an `If`}
    public List<Graph> subgraphs() {
        return attributes.stream()
                .map(Attribute::value)
                .<Graph>mapMulti((value, found) -> {
                    if (value instanceof Attribute.GraphValue(Graph graph)) {
                        found.accept(graph);
                    } else if (value instanceof Attribute.Graphs(List<Graph> graphs)) {
                        graphs.forEach(found);
                    }
                })
                .toList();
    }
}
