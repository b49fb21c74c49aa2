package io.casemate.engine.qdq;

import io.casemate.engine.normalize.Trial;
import io.casemate.engine.onnx.Attribute;
import io.casemate.engine.onnx.Graph;
import io.casemate.engine.onnx.Model;
import io.casemate.engine.onnx.Node;
import io.casemate.engine.onnx.TensorProto;
import io.casemate.engine.onnx.ValueInfo;
import io.casemate.engine.problem.Outcome;
import io.casemate.engine.samples.Calibration;
import io.casemate.engine.samples.SampleRun;
import io.casemate.engine.tasks.Progress;
import io.casemate.engine.tensors.Tensor;
import io.casemate.engine.tensors.TensorNumbers;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Finds the ranges of activations by running the model on samples, one at a time.
///
/// The model is made to give the smallest and largest value of each activation instead of the
/// activation itself, and whether all are finite; methods that need the distribution get the
/// activations of one sample at a time. Memory does not grow with the number of samples.
final class RangeFinder {
    private static final double LATER_COUNTS = 0.01;
    private static final long AXES_ARE_INPUT = 18;

    private final Model model;
    private final QdqSettings settings;
    private final Trial trial;
    private final List<String> values;

    /// @param values the activations, each once
    RangeFinder(Model model, QdqSettings settings, Trial trial, List<String> values) {
        this.model = model;
        this.settings = settings;
        this.trial = trial;
        this.values = values;
    }

    /// What is known so far.
    private static final class Sums {
        private final Map<String, Range> ranges = new HashMap<>();
        private final Map<String, Histogram> histograms = new HashMap<>();
        private final Map<String, double[]> means = new HashMap<>();
        private final Set<String> notFinite = new HashSet<>();
    }

    Outcome<RangeTable> find(List<Layer> layers, Calibration calibration, Progress progress)
            throws IOException {
        List<Layer> meansOf = settings.correctsBias() ? layers : List.of();
        Model watched = watched(meansOf);
        var sums = new Sums();
        var run =
                new SampleRun(
                        calibration, "Finding ranges", QdqProblem.SAMPLE_DOES_NOT_RUN::because);
        return trial.plain(
                        watched,
                        session -> run.each(session, outputs -> add(outputs, sums), progress))
                .map(samples -> table(sums, samples));
    }

    private boolean needsDistribution() {
        return switch (settings.ranges()) {
            case MIN_MAX, MOVING_AVERAGE -> false;
            case ENTROPY, PERCENTILE, SQUARED_ERROR -> true;
        };
    }

    private static String low(int value) {
        return "calibration_low_" + value;
    }

    private static String high(int value) {
        return "calibration_high_" + value;
    }

    private static String zero(int value) {
        return "calibration_zero_" + value;
    }

    private static String mean(String value) {
        return "calibration_mean_" + value;
    }

    private Model watched(List<Layer> meansOf) {
        Graph graph = model.graph();
        var nodes = new ArrayList<>(graph.nodes());
        var outputs = new ArrayList<ValueInfo>();
        var constants = new ArrayList<>(graph.initializers());
        constants.add(TensorProto.floats("calibration_nothing", List.of(), 0));
        for (int i = 0; i < values.size(); i++) {
            if (needsDistribution()) {
                outputs.add(ValueInfo.named(values.get(i)));
            } else {
                watch(i, nodes);
                List.of(low(i), high(i), zero(i))
                        .forEach(name -> outputs.add(ValueInfo.named(name)));
            }
        }
        Set<String> done = new HashSet<>();
        for (Layer layer : meansOf) {
            if (done.add(layer.input())) {
                average(layer, nodes, constants);
                outputs.add(ValueInfo.named(mean(layer.input())));
            }
        }
        return model.withGraph(
                graph.withNodes(nodes).withInitializers(constants).withOutputs(outputs));
    }

    /// NaN and infinity times 0 are NaN, and so is a sum with one of them in it.
    private void watch(int at, List<Node> nodes) {
        String value = values.get(at);
        List<Attribute> scalar = List.of(Attribute.of("keepdims", 0L));
        String product = "calibration_product_" + at;
        nodes.add(new Node(low(at), "ReduceMin", List.of(value), List.of(low(at)), scalar));
        nodes.add(new Node(high(at), "ReduceMax", List.of(value), List.of(high(at)), scalar));
        nodes.add(
                new Node(
                        product,
                        "Mul",
                        List.of(value, "calibration_nothing"),
                        List.of(product),
                        List.of()));
        nodes.add(new Node(zero(at), "ReduceSum", List.of(product), List.of(zero(at)), scalar));
    }

    /// Channels are the second axis for a convolution, the last for a product of matrices.
    private void average(Layer layer, List<Node> nodes, List<TensorProto> constants) {
        String from = layer.input();
        var axes = new ArrayList<Long>(List.of(0L));
        if (layer.isConvolution()) {
            for (long axis = 2; axis < layer.weights().dims().size(); axis++) {
                axes.add(axis);
            }
        } else {
            String flat = mean(from) + "_flat";
            String shape = mean(from) + "_shape";
            long width =
                    layer.weights().dims().get(layer.node().intAttribute("transB", 0) == 1 ? 1 : 0);
            constants.add(TensorProto.longs(shape, List.of(-1L, width)));
            nodes.add(new Node(flat, "Reshape", List.of(from, shape), List.of(flat), List.of()));
            from = flat;
        }
        var inputs = new ArrayList<String>(List.of(from));
        var attributes = new ArrayList<Attribute>(List.of(Attribute.of("keepdims", 0L)));
        if (model.opset("").orElse(0) >= AXES_ARE_INPUT) {
            String name = mean(layer.input()) + "_axes";
            constants.add(TensorProto.longs(name, axes));
            inputs.add(name);
        } else {
            attributes.add(Attribute.of("axes", axes));
        }
        String mean = mean(layer.input());
        nodes.add(new Node(mean, "ReduceMean", inputs, List.of(mean), attributes));
    }

    private void add(Map<String, Tensor> outputs, Sums sums) {
        for (int i = 0; i < values.size(); i++) {
            String value = values.get(i);
            if (needsDistribution()) {
                addValues(value, TensorNumbers.of(outputs.get(value)), sums);
            } else if (Double.isFinite(only(outputs.get(zero(i))))) {
                var range = new Range(only(outputs.get(low(i))), only(outputs.get(high(i))));
                sums.ranges.merge(value, range, (old, now) -> merged(old, now));
            } else {
                sums.notFinite.add(value);
            }
        }
        outputs.forEach((name, tensor) -> {
            if (name.startsWith(mean(""))) {
                addMean(name.substring(mean("").length()), TensorNumbers.of(tensor), sums);
            }
        });
    }

    private static void addMean(String value, double[] means, Sums sums) {
        double[] sum = sums.means.computeIfAbsent(value, _ -> new double[means.length]);
        for (int i = 0; i < means.length; i++) {
            sum[i] += means[i];
        }
    }

    private static double only(Tensor scalar) {
        return TensorNumbers.of(scalar)[0];
    }

    private Range merged(Range old, Range now) {
        return settings.ranges() == RangeMethod.MOVING_AVERAGE
                ? new Range(
                        old.low() + LATER_COUNTS * (now.low() - old.low()),
                        old.high() + LATER_COUNTS * (now.high() - old.high()))
                : old.and(now);
    }

    private static void addValues(String value, double[] numbers, Sums sums) {
        Histogram histogram = sums.histograms.computeIfAbsent(value, _ -> new Histogram());
        for (double number : numbers) {
            if (!Double.isFinite(number)) {
                sums.notFinite.add(value);
                return;
            }
            histogram.add(number);
        }
    }

    private RangeTable table(Sums sums, int samples) {
        sums.histograms.forEach((value, histogram) -> {
            if (histogram.count() > 0) {
                sums.ranges.put(value, chosen(histogram));
            }
        });
        sums.ranges.keySet().removeAll(sums.notFinite);
        sums.ranges.values().removeIf(range -> !range.isFinite());
        sums.means
                .values()
                .forEach(mean -> {
                    for (int i = 0; i < mean.length; i++) {
                        mean[i] /= samples;
                    }
                });
        return new RangeTable(Map.copyOf(sums.ranges), Map.copyOf(sums.means));
    }

    private Range chosen(Histogram histogram) {
        return switch (settings.ranges()) {
            case MIN_MAX, MOVING_AVERAGE -> histogram.range();
            case ENTROPY -> RangeSearch.entropy(histogram);
            case PERCENTILE -> RangeSearch.percentile(histogram);
            case SQUARED_ERROR -> RangeSearch.squaredError(histogram, settings.activations());
        };
    }
}
