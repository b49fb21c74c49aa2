package io.casemate.engine.qdq;

import io.casemate.engine.normalize.GraphIndex;
import io.casemate.engine.onnx.ElementType;
import io.casemate.engine.onnx.Node;
import io.casemate.engine.onnx.TensorProto;
import io.casemate.engine.onnx.TensorValues;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/// Operators that only keep values within limits around 0, whose work the limits of integers do as
/// well: `Relu`, `Clip`, and `Max` with a constant. Values are quantized to a range that begins
/// with the smallest of them or with 0, so a lower limit above 0 would be lost.
final class Limit {

    private static final Set<String> KEEPING_RANK =
            Set.of("BatchNormalization", "Clip", "LeakyRelu", "Relu", "Sigmoid");

    private Limit() {}

    /// {@return whether `node` is one; its value is its first input}
    static boolean is(Node node, GraphIndex index, Path folder) throws IOException {
        return switch (node.domain().isEmpty() ? node.opType() : "") {
            case "Relu" -> true;
            case "Clip" ->
                    (node.input(2).isEmpty() || index.constant(node.input(2)).isPresent())
                            && isUpToZero(node.input(1), index, folder);
            case "Max" ->
                    node.inputs().size() == 2
                            && isUpToZero(node.input(1), index, folder)
                            && keepsRank(node, index);
            default -> false;
        };
    }

    /// {@return whether `value` is one constant number, 0 or less}
    private static boolean isUpToZero(String value, GraphIndex index, Path folder)
            throws IOException {
        Optional<TensorProto> limit =
                index.constant(value)
                        .filter(it -> it.elements() == 1 && it.type() == ElementType.FLOAT);
        return limit.isPresent() && TensorValues.floats(limit.get(), folder)[0] <= 0;
    }

    /// {@return whether the constant of `max` is sure to have no more axes than its value}
    private static boolean keepsRank(Node max, GraphIndex index) {
        int axes = index.constant(max.input(1)).orElseThrow().dims().size();
        Optional<Node> maker = index.producerOf(max.input(0));
        while (maker.isPresent() && KEEPING_RANK.contains(maker.get().opType())) {
            maker = index.producerOf(maker.get().input(0));
        }
        int rank =
                maker.filter(node -> node.is("Conv"))
                        .flatMap(node -> index.constant(node.input(1)))
                        .map(weights -> weights.dims().size())
                        .orElse(0);
        return axes <= rank;
    }
}
