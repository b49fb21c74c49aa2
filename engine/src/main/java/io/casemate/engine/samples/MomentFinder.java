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
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/// Finds the second moments of values inside a model. The model multiplies the rows itself, so that
/// what comes out of it has the same size however many rows a sample has:
///
/// ```
/// value [.., K]      Reshape [-1, K] ─┬─────────────→ MatMul [K, K]
///                →                    └─ Transpose ──→
/// ```
///
/// @param what was not done when it is refused, for people, such as `The model was not quantized.`
public record MomentFinder(Model model, Trial trial, Calibration calibration, String what) {
    private static final String PREFIX = "second_moments_";

    /// {@return by the names of the values}
    ///
    /// @param values of the main graph
    public Outcome<Map<String, SecondMoments>> find(List<Watched> values, Progress progress)
            throws IOException {
        if (calibration.size() == 0) {
            return Outcome.refused(
                    SamplesProblem.NO_SAMPLES.because(
                            what,
                            "'%s' has %d samples, and none may be used for calibration."
                                    .formatted(calibration.samples().folder(), calibration.whole()),
                            "Give at least one sample; 100 of real inputs are a good number."));
        }
        Map<String, SecondMoments> moments = new TreeMap<>();
        values.forEach(one -> moments.put(one.value(), new SecondMoments(one.width())));
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
                        Tensor product = outputs.get(PREFIX + i);
                        if (!moments.get(value).add(product)) {
                            notFinite.add(value);
                        }
                    }
                };
        return trial.plain(watched(values), session -> run.each(session, use, progress))
                .then(_ ->
                        notFinite.isEmpty()
                                ? Outcome.done(moments)
                                : Outcome.refused(notFinite(notFinite.first())));
    }

    private Problem notFinite(String value) {
        return SamplesProblem.VALUE_NOT_FINITE.because(
                what,
                "The value '%s' inside the model is NaN, infinite or beyond 1e19 on a sample."
                        .formatted(value),
                "Find the sample with `compare`, and repair the model or remove the sample.");
    }

    private Model watched(List<Watched> values) {
        Graph graph = model.graph();
        var nodes = new ArrayList<>(graph.nodes());
        var constants = new ArrayList<>(graph.initializers());
        var outputs = new ArrayList<ValueInfo>();
        for (int i = 0; i < values.size(); i++) {
            String name = PREFIX + i;
            String flat = name + "_flat";
            String turned = name + "_turned";
            String shape = name + "_shape";
            constants.add(TensorProto.longs(shape, List.of(-1L, (long) values.get(i).width())));
            nodes.add(node("Reshape", List.of(values.get(i).value(), shape), flat));
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
