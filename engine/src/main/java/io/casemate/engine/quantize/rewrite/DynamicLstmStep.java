package io.casemate.engine.quantize.rewrite;

import io.casemate.engine.onnx.ElementType;
import io.casemate.engine.onnx.Graph;
import io.casemate.engine.onnx.Model;
import io.casemate.engine.onnx.Node;
import io.casemate.engine.onnx.TensorProto;
import io.casemate.engine.onnx.TensorValues;
import io.casemate.engine.problem.Outcome;
import io.casemate.engine.qdq.Granularity;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;

/// Replaces the `LSTM` nodes of a model, those of subgraphs included; see [DynamicLstm]. Weights
/// may be initializers or outputs of `Constant` nodes, of the same graph or of one around it.
///
/// @param granularity of the weights' scales
/// @param keep names of nodes, or of the values they make, that stay as they are
record DynamicLstmStep(Granularity granularity, Set<String> keep) implements StepRewrite {
    private static final int RANK = 3;
    private static final long MOST_ELEMENTS = Integer.MAX_VALUE / Float.BYTES;

    @Override
    public Outcome<Rewritten> apply(Model model, Materials materials) throws IOException {
        var reasons = new Reasons();
        var run = new Run(materials, reasons);
        var walk = new Walk(run::replace, keep, model.graph(), materials.progress());
        Graph graph = walk.rewritten(new GraphDraft(model.graph(), materials.scratch()));
        return walk.replaced() == 0
                ? Outcome.refused(
                        reasons.nothing(DynamicInt8Step.NAME, "MatMul, Gemm or LSTM", model))
                : Outcome.done(
                        new Rewritten(
                                model.withGraph(graph).importing(BlockProducts.DOMAIN, 1),
                                walk.replaced()));
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
            if (!node.is("LSTM")) {
                return false;
            }
            Optional<GraphDraft.Constant> inputWeights = weights(node.input(1), draft);
            Optional<GraphDraft.Constant> stateWeights = weights(node.input(2), draft);
            if (inputWeights.isEmpty() || stateWeights.isEmpty()) {
                return false;
            }
            if (node.intAttribute("layout", 0) != 0) {
                return no("its batch comes first, for which there is no integer kernel");
            }
            DynamicLstm lstm = new DynamicLstm(node, granularity);
            Optional<Int8Matrix> input = integers(inputWeights.get());
            Optional<Int8Matrix> state = integers(stateWeights.get());
            if (input.isEmpty() || state.isEmpty()) {
                return no("the weights are not all finite");
            }
            lstm.apply(
                    new DynamicLstm.Weights(inputWeights.get(), input.get()),
                    new DynamicLstm.Weights(stateWeights.get(), state.get()),
                    draft);
            return true;
        }

        private Optional<GraphDraft.Constant> weights(String name, GraphDraft draft) {
            Optional<GraphDraft.Constant> found = draft.constant(name);
            if (found.isEmpty()) {
                no("its weights are not constant");
                return found;
            }
            TensorProto tensor = found.get().tensor();
            boolean fits =
                    tensor.dims().size() == RANK
                            && tensor.elements() > 0
                            && tensor.elements() <= MOST_ELEMENTS
                            && tensor.type() == ElementType.FLOAT;
            if (!fits) {
                no("its weights are not FLOAT with three axes");
                return Optional.empty();
            }
            return found;
        }

        /// `[directions, 4 * hidden, inputs]` as `[directions, inputs, 4 * hidden]`.
        private Optional<Int8Matrix> integers(GraphDraft.Constant weights) throws IOException {
            TensorProto tensor = weights.tensor();
            float[] values = TensorValues.floats(tensor, materials.folder());
            if (!Matrix.isFinite(values)) {
                return Optional.empty();
            }
            int columns = Math.toIntExact(tensor.dims().get(1));
            int rows = Math.toIntExact(tensor.dims().get(2));
            var parts = new Int8Matrix[Math.toIntExact(tensor.dims().getFirst())];
            for (int i = 0; i < parts.length; i++) {
                float[] part =
                        Arrays.copyOfRange(values, i * rows * columns, (i + 1) * rows * columns);
                parts[i] = Int8Matrix.of(new Matrix(rows, columns, part, true), granularity);
            }
            return Optional.of(Int8Matrix.joined(parts));
        }

        private boolean no(String reason) {
            reasons.add(reason);
            return false;
        }
    }
}
