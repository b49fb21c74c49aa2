package io.casemate.engine.quantize.rewrite;

import io.casemate.engine.onnx.ElementType;
import io.casemate.engine.onnx.Graph;
import io.casemate.engine.onnx.Node;
import io.casemate.engine.onnx.TensorProto;
import io.casemate.engine.onnx.ValueInfo;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// Finds the products of a graph. Weights may be initializers or outputs of `Constant` nodes.
/// Weights that callers can replace or see, being inputs or outputs of the graph, are left alone;
/// so is every product that would not be right after the change.
final class Products {
    private static final int MATRIX = 2;
    private static final long MOST_ELEMENTS = Integer.MAX_VALUE / Float.BYTES;

    private final Map<String, TensorProto> constants = new HashMap<>();
    private final Reasons reasons = new Reasons();

    Products(Graph graph) {
        graph.initializers().forEach(tensor -> constants.put(tensor.name(), tensor));
        for (Node node : graph.nodes()) {
            WeightPlaces.constant(node).ifPresent(tensor -> constants.put(tensor.name(), tensor));
        }
        graph.inputs().stream().map(ValueInfo::name).forEach(constants::remove);
        graph.outputs().stream().map(ValueInfo::name).forEach(constants::remove);
    }

    /// {@return why products were not found, and how often}
    Reasons reasons() {
        return reasons;
    }

    static boolean isProduct(Node node) {
        return node.is("MatMul") || node.is("Gemm");
    }

    Optional<Product> find(Node node) {
        if (!isProduct(node) || node.inputs().size() < 2 || node.outputs().size() != 1) {
            return Optional.empty();
        }
        TensorProto weights = constants.get(node.inputs().get(1));
        if (weights == null) {
            return no("the second input is not constant");
        }
        if (weights.type() != ElementType.FLOAT) {
            return no("the weights are not FLOAT");
        }
        if (weights.dims().size() != MATRIX || weights.elements() == 0) {
            return no("the weights are no matrix");
        }
        if (weights.elements() > MOST_ELEMENTS) {
            return no("the weights are 2 GiB or more");
        }
        if (node.is("MatMul")) {
            return Optional.of(new Product(node, weights, false, 1, Optional.empty()));
        }
        return gemm(node, weights);
    }

    private Optional<Product> gemm(Node node, TensorProto weights) {
        if (node.intAttribute("transA", 0) != 0) {
            return no("a Gemm has its activation transposed");
        }
        Optional<String> bias =
                node.inputs().stream().skip(2).findFirst().filter(name -> !name.isEmpty());
        float beta = node.floatAttribute("beta", 1);
        if (bias.isPresent() && beta != 1 && beta != 0) {
            return no("a Gemm scales its bias");
        }
        boolean transposed = node.intAttribute("transB", 0) != 0;
        float alpha = node.floatAttribute("alpha", 1);
        return Optional.of(
                new Product(node, weights, transposed, alpha, beta == 0 ? Optional.empty() : bias));
    }

    private Optional<Product> no(String reason) {
        reasons.add(reason);
        return Optional.empty();
    }
}
