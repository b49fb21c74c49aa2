package io.casemate.engine.normalize;

import io.casemate.engine.onnx.ElementType;
import io.casemate.engine.onnx.Graph;
import io.casemate.engine.onnx.Model;
import io.casemate.engine.onnx.Node;
import io.casemate.engine.onnx.TensorProto;
import io.casemate.engine.onnx.TensorValues;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Multiplies the factors of a `Gemm` into its constants:
///
/// ```
/// Gemm(a, b, c; alpha, beta)     →     Gemm(a, alpha · b, beta · c)
/// ```
///
/// Fires only when one of the factors is not 1 and both matrices that they belong to are constant
/// `FLOAT`.
final class FoldGemmFactors implements Rule {
    private static final Set<String> FACTORS = Set.of("alpha", "beta");

    @Override
    public Model apply(Model model, Path folder) throws IOException {
        Graph graph = model.graph();
        var index = new GraphIndex(graph);
        var initializers = new ArrayList<>(graph.initializers());
        var nodes = new ArrayList<Node>();
        boolean changed = false;
        for (Node node : graph.nodes()) {
            boolean fires = fires(node, index);
            nodes.add(fires ? folded(node, index, folder, initializers) : node);
            changed |= fires;
        }
        return changed
                ? model.withGraph(
                        GraphIndex.withoutUnread(
                                graph.withNodes(nodes).withInitializers(initializers)))
                : model;
    }

    private static boolean fires(Node node, GraphIndex index) {
        if (!node.is("Gemm")
                || node.floatAttribute("alpha", 1) == 1 && node.floatAttribute("beta", 1) == 1) {
            return false;
        }
        return isFloat(node.input(1), index)
                && (node.input(2).isEmpty() || isFloat(node.input(2), index));
    }

    private static boolean isFloat(String value, GraphIndex index) {
        return index.constant(value).filter(t -> t.type() == ElementType.FLOAT).isPresent();
    }

    private static Node folded(
            Node node, GraphIndex index, Path folder, List<TensorProto> initializers)
            throws IOException {
        var inputs = new ArrayList<String>();
        inputs.add(node.input(0));
        float[] factors = {node.floatAttribute("alpha", 1), node.floatAttribute("beta", 1)};
        for (int i = 1; i <= 2 && !node.input(i).isEmpty(); i++) {
            TensorProto tensor = index.constant(node.input(i)).orElseThrow();
            float[] values = TensorValues.floats(tensor, folder);
            for (int j = 0; j < values.length; j++) {
                values[j] *= factors[i - 1];
            }
            String name = index.fresh(tensor.name() + "_scaled");
            initializers.add(TensorProto.floats(name, tensor.dims(), values));
            inputs.add(name);
        }
        return node.withInputs(inputs)
                .withAttributes(
                        node.attributes().stream()
                                .filter(attribute -> !FACTORS.contains(attribute.name()))
                                .toList());
    }
}
