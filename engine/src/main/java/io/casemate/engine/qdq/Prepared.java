package io.casemate.engine.qdq;

import io.casemate.engine.golden.FiniteSamples;
import io.casemate.engine.normalize.GraphIndex;
import io.casemate.engine.normalize.Normalizer;
import io.casemate.engine.normalize.Trial;
import io.casemate.engine.onnx.Graph;
import io.casemate.engine.onnx.Model;
import io.casemate.engine.onnx.Node;
import io.casemate.engine.onnx.TensorProto;
import io.casemate.engine.onnx.TensorValues;
import io.casemate.engine.problem.Outcome;
import io.casemate.engine.problem.Problem;
import io.casemate.engine.samples.Calibration;
import io.casemate.engine.tasks.Progress;
import io.casemate.engine.tensors.Port;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// A model ready for quantizing any of its layers: in one form, its layers known, its ranges found.
///
/// @param layers that can be quantized, in the order of the graph
/// @param samples all of them, opened once
/// @param left operators with weights that stay `FLOAT`, in the order of the graph
record Prepared(
        Model model,
        List<Layer> layers,
        RangeTable table,
        QdqSettings settings,
        Trial trial,
        FiniteSamples samples,
        List<LeftLayer> left) {
    private static final Set<String> QUANTIZED =
            Set.of(
                    "QuantizeLinear",
                    "DequantizeLinear",
                    "QLinearConv",
                    "QLinearMatMul",
                    "ConvInteger",
                    "MatMulInteger",
                    "DynamicQuantizeLinear");
    private static final int PROVING = 2;

    static Outcome<Prepared> of(Model model, StaticInt8.Task task, Progress progress)
            throws IOException {
        Optional<Node> before =
                model.graph().allNodes().filter(n -> QUANTIZED.contains(n.opType())).findFirst();
        if (before.isPresent()) {
            return Outcome.refused(
                    QdqProblem.ALREADY_QUANTIZED.because(
                            "It is quantized already: node '%s' is %s."
                                    .formatted(before.get().name(), before.get().opType()),
                            "Start from the model that it was made from, or leave it as it is."));
        }
        var bare = new Trial(task.folder(), task.scratch(), List.of());
        List<Port> ports = bare.plain(model, session -> session.inputs());
        Calibration calibration = Calibration.open(task.samples(), ports, task.ranges()::of);
        if (calibration.size() == 0) {
            return Outcome.refused(
                    QdqProblem.NO_SAMPLES.because(
                            "'%s' has %d samples, and none may be used for ranges."
                                    .formatted(task.samples(), calibration.whole()),
                            "Give at least one sample; 100 of real inputs are a good number."));
        }
        progress.report("Preparing the model");
        var trial = new Trial(task.folder(), task.scratch(), calibration.first(PROVING));
        return switch (new Normalizer(trial).normalize(model)) {
            case Outcome.Refused<Model>(Problem problem) -> Outcome.refused(problem);
            case Outcome.Done<Model>(Model normal) ->
                    ranged(normal, task, new Run(trial, calibration, progress));
        };
    }

    private record Run(Trial trial, Calibration calibration, Progress progress) {}

    private static Outcome<Prepared> ranged(Model model, StaticInt8.Task task, Run run)
            throws IOException {
        Graph graph = model.graph();
        var index = new GraphIndex(graph);
        var finder = new Layers(index, task.settings());
        List<Layer> found = finder.find(graph, task.keep());
        List<Layer> layers = finite(found, task.folder());
        var left = new ArrayList<>(finder.left());
        found.stream()
                .filter(layer -> !layers.contains(layer))
                .forEach(layer -> left.add(left(layer, "its weights are not all finite")));
        if (layers.isEmpty()) {
            return Outcome.refused(
                    QdqProblem.NOTHING_TO_QUANTIZE.because(
                            finder.reasons() + ".", "Leave the model as it is."));
        }
        List<String> values =
                List.copyOf(new TreeSet<>(values(layers, index, task.settings(), task.folder())));
        var ranges = new RangeFinder(model, task.settings(), run.trial(), values);
        return switch (ranges.find(layers, run.calibration(), run.progress())) {
            case Outcome.Refused<RangeTable>(Problem problem) -> Outcome.refused(problem);
            case Outcome.Done<RangeTable>(RangeTable table) ->
                    known(
                            new Prepared(
                                    model,
                                    layers,
                                    table,
                                    task.settings(),
                                    run.trial(),
                                    run.calibration().samples(),
                                    left));
        };
    }

    /// All that any choice of layers may need: with and without absorbed operators.
    private static Set<String> values(
            List<Layer> layers, GraphIndex index, QdqSettings settings, Path folder)
            throws IOException {
        Set<String> values = new HashSet<>(Plan.of(layers, index, settings, folder).values());
        layers.stream().filter(Layer::isConvolution).forEach(layer -> values.add(layer.output()));
        return values;
    }

    private static List<Layer> finite(List<Layer> layers, Path folder) throws IOException {
        var finite = new ArrayList<Layer>();
        for (Layer layer : layers) {
            boolean isFinite =
                    isFinite(layer.weights(), folder)
                            && (layer.bias().isEmpty() || isFinite(layer.bias().get(), folder));
            if (isFinite) {
                finite.add(layer);
            }
        }
        return finite;
    }

    private static boolean isFinite(TensorProto tensor, Path folder) throws IOException {
        for (float value : TensorValues.floats(tensor, folder)) {
            if (!Float.isFinite(value)) {
                return false;
            }
        }
        return true;
    }

    private static LeftLayer left(Layer layer, String reason) {
        return new LeftLayer(layer.name(), layer.node().opType(), reason);
    }

    /// Leaves out layers whose values were not finite on every sample.
    private static Outcome<Prepared> known(Prepared all) throws IOException {
        var layers = new ArrayList<Layer>();
        var left = new ArrayList<>(all.left());
        var index = new GraphIndex(all.model().graph());
        for (Layer layer : all.layers()) {
            Plan alone = Plan.of(List.of(layer), index, all.settings(), all.trial().folder());
            Optional<String> unknown =
                    alone.values().stream().filter(value -> !all.table().has(value)).findFirst();
            if (unknown.isEmpty()) {
                layers.add(layer);
            } else {
                left.add(
                        left(
                                layer,
                                "'%s' is NaN or infinite on a sample".formatted(unknown.get())));
            }
        }
        return layers.isEmpty()
                ? Outcome.refused(
                        QdqProblem.NOTHING_TO_QUANTIZE.because(
                                words(left) + ".", "Leave the model as it is."))
                : Outcome.done(
                        new Prepared(
                                all.model(),
                                layers,
                                all.table(),
                                all.settings(),
                                all.trial(),
                                all.samples(),
                                left));
    }

    private static String words(List<LeftLayer> left) {
        return left.stream()
                .map(layer -> "'%s' stays FLOAT: %s".formatted(layer.name(), layer.reason()))
                .collect(Collectors.joining("; "));
    }

    Model with(List<Layer> chosen) throws IOException {
        return new QdqGraph(model, settings, table, trial.folder()).with(chosen);
    }
}
