package io.casemate.engine.quantize.rewrite;

import io.casemate.engine.onnx.ElementType;
import io.casemate.engine.onnx.Node;
import io.casemate.engine.onnx.TensorProto;
import java.util.Optional;

/// Finds the products of a graph. Weights may be initializers or outputs of `Constant` nodes, of
/// this graph or of one around it. Weights that callers can see, being outputs of the graph, are
/// left alone; so is every product that would not be right after the change.
///
/// @param draft of the graph
/// @param reasons get why products were not found
record Products(GraphDraft draft, Reasons reasons) {
    private static final int MATRIX = 2;
    private static final long MOST_ELEMENTS = Integer.MAX_VALUE / Float.BYTES;

    Optional<Product> find(Node node) {
        boolean isGemm = node.is("Gemm");
        if (!isGemm && !node.is("MatMul")
                || node.inputs().size() < 2
                || node.outputs().size() != 1) {
            return Optional.empty();
        }
        Optional<GraphDraft.Constant> found = draft.constant(node.inputs().get(1));
        if (found.isEmpty()) {
            return no("the second input is not constant");
        }
        TensorProto weights = found.get().tensor();
        if (weights.type() != ElementType.FLOAT) {
            return no("the weights are not FLOAT");
        }
        if (weights.dims().size() != MATRIX || weights.elements() == 0) {
            return no("the weights are no matrix");
        }
        if (weights.elements() > MOST_ELEMENTS) {
            return no("the weights are 2 GiB or more");
        }
        boolean isTurned = isGemm && node.intAttribute("transB", 0) != 0;
        return Optional.of(new Product(node, found.get(), isTurned));
    }

    private Optional<Product> no(String reason) {
        reasons.add(reason);
        return Optional.empty();
    }
}
