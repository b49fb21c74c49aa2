package io.casemate.engine.quantize.rewrite;

import io.casemate.engine.onnx.Graph;
import io.casemate.engine.onnx.Model;
import io.casemate.engine.onnx.Node;
import io.casemate.engine.onnx.TensorValues;
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
        var run = new Run(materials, model.graph().nodes().size());
        if (model.opset("").orElse(rewrite.opset()) < rewrite.opset()) {
            return Outcome.refused(
                    run.hasProducts(new GraphDraft(model.graph(), materials.scratch()))
                            ? tooOld(model)
                            : run.nothing(model));
        }
        Graph graph = run.rewritten(new GraphDraft(model.graph(), materials.scratch()));
        return run.quantized == 0
                ? Outcome.refused(run.nothing(model))
                : Outcome.done(
                        new Rewritten(rewrite.importing(model.withGraph(graph)), run.quantized));
    }

    /// One model on its way through this step.
    private final class Run {
        private final Materials materials;
        private final int nodes;
        private final Reasons reasons = new Reasons();
        private int seen;
        private int quantized;

        private Run(Materials materials, int nodes) {
            this.materials = materials;
            this.nodes = nodes;
        }

        private boolean hasProducts(GraphDraft draft) {
            var products = new Products(draft, reasons);
            return draft.original().nodes().stream()
                    .anyMatch(node ->
                            products.find(node).isPresent()
                                    || node.subgraphs().stream()
                                            .anyMatch(graph -> hasProducts(draft.inside(graph))));
        }

        private Graph rewritten(GraphDraft draft) throws IOException {
            var products = new Products(draft, reasons);
            for (Node node : draft.original().nodes()) {
                report();
                Node whole = Subgraphs.changed(node, graph -> rewritten(draft.inside(graph)));
                Optional<Product> found =
                        Kept.in(keep, node) ? Optional.empty() : products.find(node);
                if (found.isEmpty() || !replace(found.get(), draft)) {
                    draft.add(whole);
                }
            }
            return draft.finished();
        }

        /// Nodes of subgraphs take the count over that of the graph.
        private void report() {
            seen++;
            materials
                    .progress()
                    .report(
                            "Quantizing node %d of %d".formatted(seen, Math.max(seen, nodes)),
                            (double) seen / Math.max(seen, nodes));
        }

        private boolean replace(Product product, GraphDraft draft) throws IOException {
            if (rewrite.bytes(product) >= product.bytes()) {
                reasons.add("the weights would not become smaller");
                return false;
            }
            Matrix weights = weights(product);
            if (!weights.isFinite()) {
                reasons.add("the weights are not all finite");
                return false;
            }
            rewrite.apply(product, weights, draft);
            product.constant().owner().replace(product.weights().name());
            quantized++;
            return true;
        }

        private Matrix weights(Product product) throws IOException {
            float[] values = TensorValues.floats(product.weights(), materials.folder());
            float factor = product.factor();
            for (int i = 0; factor != 1 && i < values.length; i++) {
                values[i] *= factor;
            }
            return new Matrix(product.rows(), product.columns(), values, product.isTurned());
        }

        private Problem nothing(Model model) {
            return reasons.nothing(step, "MatMul or Gemm", model);
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
