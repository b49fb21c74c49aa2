package io.casemate.engine.structure;

import io.casemate.engine.onnx.ElementType;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// A node of the model, subgraphs and called functions included.
///
/// @param id its place in [ModelStructure#nodes()]
/// @param operator `domain:op`, plain `op` for `ai.onnx`
/// @param path names of the blocks around it, outermost first
/// @param inputs values that other nodes or the caller provide
/// @param weights constants that it reads
/// @param isConstant whether it only holds a constant; then it is not drawn
public record GraphNode(
        int id,
        String name,
        String operator,
        List<String> path,
        List<NodeAttribute> attributes,
        List<GraphValue> inputs,
        List<GraphValue> outputs,
        List<Weight> weights,
        Cost cost,
        boolean isConstant) {

    public GraphNode {
        path = List.copyOf(path);
        attributes = List.copyOf(attributes);
        inputs = List.copyOf(inputs);
        outputs = List.copyOf(outputs);
        weights = List.copyOf(weights);
    }

    /// {@return the operator without its domain}
    public String opType() {
        return operator.substring(operator.lastIndexOf(':') + 1);
    }

    public String domain() {
        int colon = operator.lastIndexOf(':');
        return colon < 0 ? "ai.onnx" : operator.substring(0, colon);
    }

    /// {@return what people call it: its name, else its first output}
    public String label() {
        if (!name.isEmpty()) {
            return name;
        }
        return outputs.isEmpty() ? operator : outputs.getFirst().name();
    }

    public long weightBytes() {
        return weights.stream().mapToLong(Weight::bytes).reduce(0, Cost::add);
    }

    /// {@return the element type that most of its weight bytes have; empty without weights}
    public Optional<ElementType> precision() {
        return weights.stream().max(Comparator.comparingLong(Weight::bytes)).map(Weight::precision);
    }

    GraphNode in(List<String> blocks) {
        return new GraphNode(
                id, name, operator, blocks, attributes, inputs, outputs, weights, cost, isConstant);
    }
}
