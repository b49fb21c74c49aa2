package io.casemate.engine.quantize.rewrite;

import io.casemate.engine.onnx.Graph;
import io.casemate.engine.onnx.Model;
import io.casemate.engine.onnx.Node;
import io.casemate.engine.problem.Outcome;
import io.casemate.engine.problem.Problem;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;

/// Replaces the products of a model, those of subgraphs included. One original weight matrix at a
/// time is in memory. Products inside functions are left as they are.
///
/// @param step its name, for people
/// @param keep names of nodes, or of the values they make, that stay as they are
record ProductStep(String step, ProductRewrite rewrite, Set<String> keep) implements StepRewrite {

    @Override
    public Outcome<Rewritten> apply(Model model, Materials materials) throws IOException {
        return apply(model, new GraphDraft(model.graph(), materials.scratch()), materials);
    }

    /// @param whole a draft of the graph of `model`; it may hold constants for products already
    Outcome<Rewritten> apply(Model model, GraphDraft whole, Materials materials)
            throws IOException {
        var reasons = new Reasons();
        if (model.opset("").orElse(rewrite.opset()) < rewrite.opset()) {
            return Outcome.refused(
                    hasProducts(whole, reasons) ? tooOld(model) : nothing(model, reasons));
        }
        var run = new Run(materials, reasons);
        var walk = new Walk(run::replace, keep, model.graph(), materials.progress());
        Graph graph = walk.rewritten(whole);
        return walk.replaced() == 0
                ? Outcome.refused(nothing(model, reasons))
                : Outcome.done(
                        new Rewritten(rewrite.importing(model.withGraph(graph)), walk.replaced()));
    }

    private static boolean hasProducts(GraphDraft draft, Reasons reasons) {
        var products = new Products(draft, reasons);
        return draft.original().nodes().stream()
                .anyMatch(node ->
                        products.find(node).isPresent()
                                || node.subgraphs().stream()
                                        .anyMatch(graph ->
                                                hasProducts(draft.inside(graph), reasons)));
    }

    private Problem nothing(Model model, Reasons reasons) {
        return reasons.nothing(step, "MatMul or Gemm", model);
    }

    /// One model on its way through this step.
    private final class Run {
        private final Materials materials;
        private final Reasons reasons;

        private Run(Materials materials, Reasons reasons) {
            this.materials = materials;
            this.reasons = reasons;
        }

        private boolean replace(Node node, GraphDraft draft) throws IOException {
            Optional<Product> found = new Products(draft, reasons).find(node);
            return found.isPresent() && replace(found.get(), draft);
        }

        private boolean replace(Product product, GraphDraft draft) throws IOException {
            if (rewrite.bytes(product) >= product.bytes()) {
                reasons.add("the weights would not become smaller");
                return false;
            }
            Matrix weights = product.matrix(materials.folder());
            if (!weights.isFinite()) {
                reasons.add("the weights are not all finite");
                return false;
            }
            rewrite.apply(product, weights, draft);
            product.constant().owner().replace(product.weights().name());
            return true;
        }
    }

    private Problem tooOld(Model model) {
        return new Problem(
                RewriteProblem.OPSET_TOO_OLD,
                "The model was not quantized to INT8.",
                "It uses opset %d, and quantizing activations needs opset %d or later."
                        .formatted(model.opset("").orElse(0), rewrite.opset()),
                "Export the model with opset %d or later, or choose a recipe that changes weights only."
                        .formatted(rewrite.opset()));
    }
}
