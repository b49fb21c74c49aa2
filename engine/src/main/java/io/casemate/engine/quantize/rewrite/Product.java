package io.casemate.engine.quantize.rewrite;

import io.casemate.engine.onnx.Node;
import io.casemate.engine.onnx.TensorProto;
import java.util.Optional;

/// A product of an activation and a constant matrix, plus a bias: what a `MatMul` or `Gemm` with
/// constant weights comes to.
///
/// @param weights the constant tensor, rank 2
/// @param transposed whether the tensor has outputs first
/// @param factor by which the product is multiplied
/// @param bias name of the value that is added
record Product(
        Node node, TensorProto weights, boolean transposed, float factor, Optional<String> bias) {

    int rows() {
        return Math.toIntExact(weights.dims().get(transposed ? 1 : 0));
    }

    int columns() {
        return Math.toIntExact(weights.dims().get(transposed ? 0 : 1));
    }

    /// {@return the length of the weights as they are}
    long bytes() {
        return weights.elements() * Float.BYTES;
    }

    String activation() {
        return node.inputs().getFirst();
    }

    String output() {
        return node.outputs().getFirst();
    }

    /// {@return names this product's weights as they are used here, so that products share them}
    String weightsKey() {
        return "%s %s %s".formatted(weights.name(), transposed, factor);
    }
}
