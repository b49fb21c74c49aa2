package io.casemate.engine.qdq;

import io.casemate.engine.normalize.Likeness;
import io.casemate.engine.onnx.Model;
import io.casemate.engine.problem.EngineException;
import io.casemate.engine.problem.Outcome;
import io.casemate.engine.samples.Calibration;
import io.casemate.engine.tasks.Progress;
import io.casemate.engine.tensors.Port;
import io.casemate.engine.tensors.Tensor;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Quantizes one layer after the other alone and measures the outputs against those of the model in
/// `FLOAT`, on samples that were not used for ranges. At most 16 samples are used, and held, so
/// that memory does not grow with their number; one session is open at a time.
///
/// Layers come with the most harmless first: whoever looks for the largest part that may be
/// quantized searches over the prefixes of the list.
final class Sensitivity {
    private static final int MOST_SAMPLES = 16;

    private final Prepared prepared;
    private final StaticInt8.Task task;
    private final StaticInt8.Part part;

    Sensitivity(Prepared prepared, StaticInt8.Task task, StaticInt8.Part part) {
        this.prepared = prepared;
        this.task = task;
        this.part = part;
    }

    Outcome<List<LayerSensitivity>> rank(Progress progress) throws IOException {
        List<Port> ports = prepared.trial().plain(prepared.model(), session -> session.inputs());
        Calibration calibration = Calibration.open(task.samples(), ports, part::of);
        List<List<Tensor>> inputs = calibration.first(MOST_SAMPLES);
        if (inputs.isEmpty()) {
            return Outcome.refused(
                    QdqProblem.NO_SAMPLES.because(
                            "'%s' has %d samples, and none is left for ranking."
                                    .formatted(task.samples(), calibration.whole()),
                            "Give at least three samples."));
        }
        List<List<Tensor>> expected = answers(prepared.model(), inputs);
        var ranked = new ArrayList<LayerSensitivity>();
        List<Layer> layers = prepared.layers();
        for (int i = 0; i < layers.size(); i++) {
            progress.report(
                    "Trying layer %d of %d".formatted(i + 1, layers.size()),
                    (double) i / layers.size());
            ranked.add(alone(layers.get(i), inputs, expected));
        }
        ranked.sort(Comparator.comparingDouble(LayerSensitivity::snrDb).reversed());
        return Outcome.done(List.copyOf(ranked));
    }

    private LayerSensitivity alone(
            Layer layer, List<List<Tensor>> inputs, List<List<Tensor>> expected)
            throws IOException {
        Model changed = prepared.with(List.of(layer));
        return new LayerSensitivity(
                layer.name(),
                layer.node().opType(),
                layer.weights().elements(),
                likeness(changed, inputs, expected));
    }

    private double likeness(Model changed, List<List<Tensor>> inputs, List<List<Tensor>> expected)
            throws IOException {
        try {
            List<List<Tensor>> actual = answers(changed, inputs);
            return Likeness.between(expected, actual).worst();
        } catch (EngineException _) {
            return Likeness.NOTHING; // what does not run is as sensitive as can be
        }
    }

    private List<List<Tensor>> answers(Model model, List<List<Tensor>> inputs) throws IOException {
        return prepared.trial()
                .optimized(model, session -> inputs.stream().map(session::run).toList());
    }
}
