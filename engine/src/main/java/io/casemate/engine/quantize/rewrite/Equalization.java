package io.casemate.engine.quantize.rewrite;

import io.casemate.engine.normalize.Likeness;
import io.casemate.engine.normalize.Trial;
import io.casemate.engine.onnx.Graph;
import io.casemate.engine.onnx.Model;
import io.casemate.engine.onnx.Node;
import io.casemate.engine.onnx.TensorBytes;
import io.casemate.engine.onnx.TensorData;
import io.casemate.engine.onnx.TensorProto;
import io.casemate.engine.onnx.TensorValues;
import io.casemate.engine.problem.Outcome;
import io.casemate.engine.problem.Problem;
import io.casemate.engine.samples.ChannelSizes;
import io.casemate.engine.samples.InnerValues;
import io.casemate.engine.samples.Watched;
import io.casemate.engine.tasks.Progress;
import io.casemate.engine.tensors.Tensor;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Moves size from the channels of activations to the weights that multiply them, or back. Only
/// constants change; the model computes what it did, which is proved by running both. What is
/// quantized afterwards loses less.
///
/// @param step its name, for people
/// @param keep names of nodes, or of the first values they make, that are not touched
record Equalization(String step, Divisors divisors, List<String> keep) implements StepRewrite {
    private static final int PROVING = 2;
    private static final double LEAST_DB = 100;

    /// Part of the time.
    private static final double WATCHING = 0.8;

    /// Chooses by what the channels of a value are divided.
    interface Divisors {

        /// {@return a number above 0 for each channel; empty when it is best left as it is}
        ///
        /// @param readers matrices that multiply the value
        Optional<float[]> of(ChannelSizes sizes, List<Matrix> readers);
    }

    @Override
    public Outcome<Rewritten> apply(Model model, Materials materials) throws IOException {
        Model plain = model.withGraph(withoutConstantNodes(model.graph()));
        var draft = new GraphDraft(plain.graph(), materials.scratch());
        List<Junction> junctions = new Junctions(draft, keep).find();
        if (junctions.isEmpty()) {
            return Outcome.refused(
                    new Reasons()
                            .nothing(step, "MatMul or Gemm whose input can be rescaled", model));
        }
        InnerValues values = materials.values(plain, "The model was not equalized.");
        List<Watched> watched =
                junctions.stream().map(one -> new Watched(one.value(), one.width())).toList();
        Progress progress = materials.progress().part(0, WATCHING);
        return switch (values.sizes(watched, progress)) {
            case Outcome.Refused<Map<String, ChannelSizes>>(Problem problem) ->
                    Outcome.refused(problem);
            case Outcome.Done<Map<String, ChannelSizes>>(Map<String, ChannelSizes> sizes) -> {
                Model changed = equalized(plain, junctions, sizes, materials);
                var trial =
                        new Trial(
                                materials.folder(),
                                materials.output(),
                                values.calibration().first(PROVING));
                yield proved(trial, model, changed);
            }
        };
    }

    private static Graph withoutConstantNodes(Graph graph) {
        var nodes = new ArrayList<Node>();
        var constants = new ArrayList<>(graph.initializers());
        for (Node node : graph.nodes()) {
            Optional<TensorProto> constant = WeightPlaces.constant(node);
            constant.ifPresentOrElse(constants::add, () -> nodes.add(node));
        }
        return graph.withNodes(nodes).withInitializers(constants);
    }

    private Model equalized(
            Model model,
            List<Junction> junctions,
            Map<String, ChannelSizes> sizes,
            Materials materials)
            throws IOException {
        var factors = new Factors(model, materials);
        for (Junction junction : junctions) {
            var readers = new ArrayList<Matrix>();
            for (Product product : junction.readers()) {
                readers.add(factors.matrix(product));
            }
            divisors.of(sizes.get(junction.value()), readers)
                    .ifPresent(chosen -> factors.put(junction, chosen));
        }
        return factors.applied();
    }

    /// By what constants are multiplied, along which axes.
    private record Factors(
            Model model, Materials materials, Map<String, Map<Integer, float[]>> byName) {

        private Factors(Model model, Materials materials) {
            this(model, materials, new HashMap<>());
        }

        private void put(Junction junction, float[] divisors) {
            float[] inverse = new float[divisors.length];
            for (int i = 0; i < inverse.length; i++) {
                inverse[i] = 1 / divisors[i];
            }
            for (Junction.Divided one : junction.divided()) {
                of(one.constant()).put(one.axis(), inverse);
            }
            for (Product reader : junction.readers()) {
                of(reader.weights().name()).put(reader.isTurned() ? 1 : 0, divisors);
            }
        }

        private Map<Integer, float[]> of(String constant) {
            return byName.computeIfAbsent(constant, _ -> new HashMap<>());
        }

        /// {@return the weights as they are by now}
        private Matrix matrix(Product product) throws IOException {
            float[] values = scaled(product.weights());
            return new Matrix(product.rows(), product.columns(), values, product.isTurned());
        }

        private float[] scaled(TensorProto tensor) throws IOException {
            float[] values = TensorValues.floats(tensor, materials.folder());
            of(tensor.name())
                    .forEach((axis, factors) -> {
                        long inner =
                                tensor.dims().stream().skip(axis + 1L).reduce(1L, (a, b) -> a * b);
                        for (int i = 0; i < values.length; i++) {
                            values[i] *= factors[(int) (i / inner % factors.length)];
                        }
                    });
            return values;
        }

        private Model applied() throws IOException {
            Graph graph = model.graph();
            var constants = new ArrayList<TensorProto>();
            for (TensorProto tensor : graph.initializers()) {
                constants.add(
                        of(tensor.name()).isEmpty()
                                ? tensor
                                : new TensorProto(
                                        tensor.name(),
                                        tensor.type(),
                                        tensor.dims(),
                                        new TensorData.Raw(
                                                materials
                                                        .scratch()
                                                        .keep(TensorBytes.floats(scaled(tensor)))),
                                        1));
            }
            return model.withGraph(graph.withInitializers(constants));
        }
    }

    private Outcome<Rewritten> proved(Trial trial, Model model, Model changed) throws IOException {
        Likeness likeness = Likeness.between(answers(trial, model), answers(trial, changed));
        return likeness.worst() >= LEAST_DB
                ? Outcome.done(new Rewritten(changed, 0))
                : Outcome.refused(
                        RewriteProblem.NOT_THE_SAME.because(
                                "The model was not changed by the step %s.".formatted(step),
                                "With its channels rescaled an output is %.1f dB from the original, and %.0f dB are needed."
                                        .formatted(likeness.worst(), LEAST_DB),
                                "Choose a recipe without that step."));
    }

    private static List<List<Tensor>> answers(Trial trial, Model model) throws IOException {
        return trial.plain(model, session -> trial.samples().stream().map(session::run).toList());
    }
}
