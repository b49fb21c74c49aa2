package io.casemate.engine.quantize.rewrite;

import io.casemate.engine.onnx.ElementType;
import io.casemate.engine.onnx.Graph;
import io.casemate.engine.onnx.Model;
import io.casemate.engine.onnx.Node;
import io.casemate.engine.onnx.TensorProto;
import io.casemate.engine.onnx.TensorValues;
import io.casemate.engine.onnx.ValueInfo;
import io.casemate.engine.problem.Outcome;
import io.casemate.engine.problem.Problem;
import io.casemate.engine.quantize.Step;
import java.io.IOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// Stores weights in fewer bits; see [StoredForm]. Takes initializers and `Constant` nodes of the
/// graph and of its subgraphs that only [WeightPlaces] read. One original tensor at a time is in
/// memory.
record StoredWeights(Step.StoredWeights settings) implements StepRewrite {
    private static final long MOST_ELEMENTS = Integer.MAX_VALUE / Float.BYTES;

    @Override
    public Outcome<Rewritten> apply(Model model, Materials materials) throws IOException {
        var run = new Run(materials, new FreeNames(model.graph()));
        Graph graph = run.rewritten(model.graph());
        if (run.served.isEmpty()) {
            return Outcome.refused(
                    run.reasons.nothing("stored-" + settings.type().id(), "weights", model));
        }
        long opset = StoredForm.opset(settings.type());
        if (model.opset("").orElse(0) < opset) {
            return Outcome.refused(tooOld(model, opset));
        }
        return Outcome.done(new Rewritten(model.withGraph(graph), run.served.size()));
    }

    private Problem tooOld(Model model, long opset) {
        return new Problem(
                RewriteProblem.OPSET_TOO_OLD,
                "The model's weights were not stored as %s.".formatted(settings.type().id()),
                "It uses opset %d, and that needs opset %d or later."
                        .formatted(model.opset("").orElse(0), opset),
                "Export the model with opset %d or later.".formatted(opset));
    }

    /// One model on its way through this step.
    private final class Run {
        private final Materials materials;
        private final FreeNames names;
        private final Reasons reasons = new Reasons();
        private int tensors;
        private final Set<Node> served = Collections.newSetFromMap(new IdentityHashMap<>());

        private Run(Materials materials, FreeNames names) {
            this.materials = materials;
            this.names = names;
        }

        private Graph rewritten(Graph graph) throws IOException {
            var places = new WeightPlaces(graph);
            var seen = new HashSet<String>();
            Stream.concat(graph.inputs().stream(), graph.outputs().stream())
                    .map(ValueInfo::name)
                    .forEach(seen::add);
            var draft = new Draft(places, seen, new ArrayList<>(), new ArrayList<>());
            for (TensorProto tensor : graph.initializers()) {
                if (!store(tensor, draft)) {
                    draft.initializers.add(tensor);
                }
            }
            for (Node node : graph.nodes()) {
                if (!storeConstant(node, draft)) {
                    draft.nodes.add(Subgraphs.changed(node, this::rewritten));
                }
            }
            return graph.withNodes(draft.nodes).withInitializers(draft.initializers);
        }

        private boolean storeConstant(Node node, Draft draft) throws IOException {
            Optional<TensorProto> constant = WeightPlaces.constant(node);
            return constant.isPresent() && store(constant.get(), draft);
        }

        private boolean store(TensorProto tensor, Draft draft) throws IOException {
            if (!isFloat(tensor.type()) || tensor.elements() < settings.leastElements()) {
                return false;
            }
            Optional<BitSet> axes = draft.places.channelAxes(tensor.name(), tensor.dims().size());
            if (axes.isEmpty()) {
                return no("a large constant is no weight");
            }
            if (draft.seen.contains(tensor.name())) {
                return no("the weights are an input or an output");
            }
            Set<Node> readers = draft.places.readers(tensor.name());
            if (readers.stream().anyMatch(node -> Kept.in(settings.keep(), node))) {
                return no("the node is to be kept");
            }
            if (tensor.elements() > MOST_ELEMENTS) {
                return no("the weights are 2 GiB or more");
            }
            Optional<StoredForm> form = form(tensor, axes.get());
            form.ifPresent(draft::add);
            if (form.isPresent()) {
                served.addAll(readers);
            }
            return form.isPresent();
        }

        /// FLOAT16 weights become smaller as INT8 only.
        private boolean isFloat(ElementType type) {
            return type == ElementType.FLOAT
                    || type == ElementType.FLOAT16 && settings.type() == Step.StoredType.INT8;
        }

        private boolean no(String reason) {
            reasons.add(reason);
            return false;
        }

        private Optional<StoredForm> form(TensorProto tensor, BitSet axes) throws IOException {
            materials.progress().report("Storing weights " + (tensors + 1));
            Optional<Channels> channels =
                    StoredForm.worthwhile(tensor, Channels.of(tensor.dims(), axes));
            if (channels.isEmpty()) {
                no("the weights would not become smaller");
                return Optional.empty();
            }
            float[] values = TensorValues.floats(tensor, materials.folder());
            Optional<StoredForm> form =
                    switch (settings.type()) {
                        case INT8 -> int8(tensor, values, channels.get());
                        case FP16 -> half(tensor, Halves.float16(values), ElementType.FLOAT16);
                        case BF16 -> half(tensor, Halves.bfloat16(values), ElementType.BFLOAT16);
                    };
            if (form.isEmpty()) {
                no("the weights are not all finite, or too large or too small for the type");
            }
            return form;
        }

        private Optional<StoredForm> int8(TensorProto tensor, float[] values, Channels channels)
                throws IOException {
            if (!Matrix.isFinite(values)) {
                return Optional.empty();
            }
            Int8Channels small = Int8Channels.of(values, channels);
            return Optional.of(StoredForm.int8(tensor, small, channels.scaleDims(), naming()));
        }

        private Optional<StoredForm> half(
                TensorProto tensor, Optional<byte[]> small, ElementType type) throws IOException {
            return small.isPresent()
                    ? Optional.of(StoredForm.half(tensor, small.get(), type, naming()))
                    : Optional.empty();
        }

        private StoredForm.Naming naming() {
            return new StoredForm.Naming(names.fresh("w" + tensors++), materials.scratch());
        }
    }

    /// A graph on its way through this step.
    ///
    /// @param seen values that callers give or get
    private record Draft(
            WeightPlaces places,
            Set<String> seen,
            List<TensorProto> initializers,
            List<Node> nodes) {

        private void add(StoredForm form) {
            initializers.addAll(form.constants());
            nodes.addAll(form.nodes());
        }
    }
}
