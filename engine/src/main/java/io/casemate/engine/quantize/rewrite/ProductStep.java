package io.casemate.engine.quantize.rewrite;

import io.casemate.engine.onnx.Graph;
import io.casemate.engine.onnx.Model;
import io.casemate.engine.onnx.Node;
import io.casemate.engine.onnx.TensorValues;
import io.casemate.engine.problem.Outcome;
import io.casemate.engine.problem.Problem;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Replaces the products of a model. One original weight matrix at a time is in memory, and all
/// that were made so far.
///
/// Products inside subgraphs and functions are left as they are.
///
/// @param step its name, for people
/// @param keep names of nodes, or of the values they make, that stay as they are
record ProductStep(String step, ProductRewrite rewrite, Set<String> keep) implements StepRewrite {

    @Override
    public Outcome<Rewritten> apply(Model model, Materials materials) throws IOException {
        if (isTooOld(model) && hasProducts(model)) {
            return Outcome.refused(tooOld(model));
        }
        return new Run(model, materials).execute();
    }

    private boolean isTooOld(Model model) {
        return model.opset("").orElse(rewrite.opset()) < rewrite.opset();
    }

    /// Where nothing could be quantized anyway, a newer opset would not help.
    private static boolean hasProducts(Model model) {
        var products = new Products(model.graph());
        return model.graph().nodes().stream().anyMatch(node -> products.find(node).isPresent());
    }

    /// One model on its way through this step.
    private final class Run {
        private final Model model;
        private final Materials materials;
        private final Products products;
        private final GraphDraft draft;
        private final Set<String> replaced = new HashSet<>();
        private int quantized;

        private Run(Model model, Materials materials) {
            this.model = model;
            this.materials = materials;
            this.products = new Products(model.graph());
            this.draft = new GraphDraft(model.graph());
        }

        private Outcome<Rewritten> execute() throws IOException {
            List<Node> nodes = model.graph().nodes();
            for (int i = 0; i < nodes.size(); i++) {
                Node node = nodes.get(i);
                materials
                        .progress()
                        .report(
                                "Quantizing node %d of %d".formatted(i + 1, nodes.size()),
                                (double) i / nodes.size());
                if (Kept.in(keep, node) || !replace(products.find(node))) {
                    draft.add(node);
                }
            }
            if (quantized == 0) {
                return Outcome.refused(
                        products.reasons()
                                .nothing(step, "MatMul or Gemm outside of subgraphs", model));
            }
            Graph graph = draft.finished(replaced);
            return Outcome.done(
                    new Rewritten(rewrite.importing(model.withGraph(graph)), quantized));
        }

        private boolean replace(Optional<Product> found) throws IOException {
            if (found.isEmpty()) {
                return false;
            }
            Product product = found.get();
            if (rewrite.bytes(product) >= product.bytes()) {
                products.reasons().add("the weights would not become smaller");
                return false;
            }
            Matrix weights = weights(product);
            if (!weights.isFinite()) {
                products.reasons().add("the weights are not all finite");
                return false;
            }
            rewrite.apply(product, weights, draft);
            replaced.add(product.weights().name());
            quantized++;
            return true;
        }

        private Matrix weights(Product product) throws IOException {
            float[] values = TensorValues.floats(product.weights(), materials.folder());
            Matrix matrix =
                    product.transposed()
                            ? new Matrix(product.columns(), product.rows(), values).transposed()
                            : new Matrix(product.rows(), product.columns(), values);
            return matrix.times(product.factor());
        }
    }

    private Problem tooOld(Model model) {
        return new Problem(
                RewriteProblem.OPSET_TOO_OLD,
                "The model was not quantized to INT8.",
                "It uses opset %d, and quantizing activations needs opset %d or later."
                        .formatted(model.opset("").orElse(0), rewrite.opset()),
                "Export the model with opset %d or later, or choose INT4 weights."
                        .formatted(rewrite.opset()));
    }
}
