package io.casemate.engine.samples;

import io.casemate.engine.normalize.Trial;
import io.casemate.engine.onnx.Attribute;
import io.casemate.engine.onnx.Graph;
import io.casemate.engine.onnx.Model;
import io.casemate.engine.onnx.Node;
import io.casemate.engine.onnx.TensorProto;
import io.casemate.engine.onnx.ValueInfo;
import io.casemate.engine.problem.Outcome;
import io.casemate.engine.problem.Problem;
import io.casemate.engine.tasks.Progress;
import io.casemate.engine.tensors.Tensor;
import io.casemate.engine.tensors.TensorNumbers;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/// Watches values inside a model on samples. Their rows are those along the last axis. For second
/// moments the model multiplies the rows itself, so that what comes out of it has the same size
/// however many rows a sample has:
///
/// ```
/// value [.., K]      Reshape [-1, K] ─┬─────────────→ MatMul [K, K]
///                →                    └─ Transpose ──→
/// ```
///
/// @param what was not done when it is refused, for people, such as `The model was not quantized.`
public record InnerValues(Model model, Trial trial, Calibration calibration, String what) {
    private static final String PREFIX = "watched_";

    /// Takes what a value was on one sample.
    private interface Sum {
        /// {@return whether all of it is finite}
        boolean add(Tensor tensor, long rows);
    }

    /// {@return by the names of the values}
    ///
    /// @param values of the main graph
    public Outcome<Map<String, SecondMoments>> moments(List<Watched> values, Progress progress)
            throws IOException {
        Map<String, SecondMoments> moments = new TreeMap<>();
        values.forEach(one -> moments.put(one.value(), new SecondMoments(one.width())));
        return watch(values, true, one -> moments.get(one)::add, progress).map(_ -> moments);
    }

    /// {@return by the names of the values}
    ///
    /// @param values of the main graph
    public Outcome<Map<String, ChannelSizes>> sizes(List<Watched> values, Progress progress)
            throws IOException {
        Map<String, ChannelSizes> sizes = new TreeMap<>();
        values.forEach(one -> sizes.put(one.value(), new ChannelSizes(one.width())));
        return watch(values, false, one -> (rows, _) -> sizes.get(one).add(rows), progress)
                .map(_ -> sizes);
    }

    private Outcome<Integer> watch(
            List<Watched> values, boolean multiplies, Function<String, Sum> sums, Progress progress)
            throws IOException {
        if (calibration.size() == 0) {
            return Outcome.refused(
                    SamplesProblem.NO_SAMPLES.because(
                            what,
                            "'%s' has %d samples, and none may be used for calibration."
                                    .formatted(calibration.samples().folder(), calibration.whole()),
                            "Give at least one sample; 100 of real inputs are a good number."));
        }
        var notFinite = new TreeSet<String>();
        var run =
                new SampleRun(
                        calibration,
                        "Watching %d activations".formatted(values.size()),
                        (why, remedy) ->
                                SamplesProblem.SAMPLE_DOES_NOT_RUN.because(what, why, remedy));
        SampleRun.Use use =
                outputs -> {
                    for (int i = 0; i < values.size(); i++) {
                        String value = values.get(i).value();
                        Tensor tensor = outputs.get(multiplies ? PREFIX + i : flat(i));
                        long rows = (long) TensorNumbers.of(outputs.get(counts(i)))[0];
                        if (!sums.apply(value).add(tensor, rows)) {
                            notFinite.add(value);
                        }
                    }
                };
        return trial.plain(watched(values, multiplies), session -> run.each(session, use, progress))
                .then(samples ->
                        notFinite.isEmpty()
                                ? Outcome.done(samples)
                                : Outcome.refused(notFinite(notFinite.first())));
    }

    private static String counts(int index) {
        return PREFIX + index + "_counts";
    }

    private static String flat(int index) {
        return PREFIX + index + "_flat";
    }

    private Problem notFinite(String value) {
        return SamplesProblem.VALUE_NOT_FINITE.because(
                what,
                "The value '%s' inside the model is NaN, infinite or beyond 1e19 on a sample."
                        .formatted(value),
                "Find the sample with `compare`, and repair the model or remove the sample.");
    }

    private Model watched(List<Watched> values, boolean multiplies) {
        Graph graph = model.graph();
        var nodes = new ArrayList<>(graph.nodes());
        var constants = new ArrayList<>(graph.initializers());
        var outputs = new ArrayList<ValueInfo>();
        for (int i = 0; i < values.size(); i++) {
            String name = PREFIX + i;
            String flat = flat(i);
            String turned = name + "_turned";
            String shape = name + "_shape";
            constants.add(TensorProto.longs(shape, List.of(-1L, (long) values.get(i).width())));
            nodes.add(node("Reshape", List.of(values.get(i).value(), shape), flat));
            nodes.add(node("Shape", List.of(flat), counts(i)));
            outputs.add(ValueInfo.named(counts(i)));
            if (!multiplies) {
                outputs.add(ValueInfo.named(flat));
                continue;
            }
            nodes.add(
                    node("Transpose", List.of(flat), turned)
                            .withAttributes(List.of(Attribute.of("perm", List.of(1L, 0L)))));
            nodes.add(node("MatMul", List.of(turned, flat), name));
            outputs.add(ValueInfo.named(name));
        }
        return model.withGraph(
                graph.withNodes(nodes).withInitializers(constants).withOutputs(outputs));
    }

    private static Node node(String type, List<String> inputs, String output) {
        return new Node(output, type, inputs, List.of(output), List.of());
    }
}
