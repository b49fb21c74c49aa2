package io.casemate.engine.qdq;

import io.casemate.engine.normalize.Likeness;
import io.casemate.engine.onnx.Model;
import io.casemate.engine.problem.EngineException;
import io.casemate.engine.problem.Outcome;
import io.casemate.engine.samples.Calibration;
import io.casemate.engine.tasks.Progress;
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
    private final StaticInt8.Part part;

    Sensitivity(Prepared prepared, StaticInt8.Part part) {
        this.prepared = prepared;
        this.part = part;
    }

    Outcome<LayerRanking> rank(Progress progress) throws IOException {
        List<List<Tensor>> inputs =
                new Calibration(prepared.samples(), part.of(prepared.samples().set().size()))
                        .first(MOST_SAMPLES);
        if (inputs.isEmpty()) {
            return Outcome.refused(
                    QdqProblem.NO_SAMPLES.because(
                            "'%s' has %d samples, and none is left for ranking."
                                    .formatted(
                                            prepared.samples().folder(),
                                            prepared.samples().set().size()),
                            "Give at least three samples."));
        }
        var run = new Run(inputs, expected(inputs));
        var ranked = new ArrayList<LayerSensitivity>();
        List<Layer> layers = prepared.layers();
        for (int i = 0; i < layers.size(); i++) {
            progress.report(
                    "Trying layer %d of %d".formatted(i + 1, layers.size()),
                    (double) i / layers.size());
            ranked.add(alone(layers.get(i), i, run));
        }
        ranked.sort(Comparator.comparingDouble(LayerSensitivity::snrDb).reversed());
        return Outcome.done(new LayerRanking(ranked, prepared.left()));
    }

    /// The samples, and what the model answers in `FLOAT`.
    private record Run(List<List<Tensor>> inputs, List<List<Tensor>> expected) {}

    /// Of the outputs, and of the value that a layer makes.
    private record Alike(double outputs, double own) {}

    private LayerSensitivity alone(Layer layer, int place, Run run) throws IOException {
        Alike alike = alike(layer, run);
        return new LayerSensitivity(
                layer.name(),
                layer.node().opType(),
                layer.weights().elements(),
                alike.outputs(),
                alike.own(),
                place);
    }

    private Alike alike(Layer layer, Run run) throws IOException {
        OwnValue value = OwnValue.of(prepared, layer);
        Model watched = value.watched(prepared.with(List.of(layer)));
        try {
            return prepared.trial()
                    .optimized(
                            watched,
                            session -> {
                                var outputs = new Likeness();
                                var own = new Likeness();
                                for (int i = 0; i < run.inputs().size(); i++) {
                                    List<Tensor> actual = session.run(run.inputs().get(i));
                                    outputs.add(run.expected().get(i), actual);
                                    value.add(actual, own);
                                }
                                return new Alike(outputs.worst(), own.worst());
                            });
        } catch (EngineException _) {
            // what does not run is as sensitive as can be
            return new Alike(Likeness.NOTHING, Likeness.NOTHING);
        }
    }

    private List<List<Tensor>> expected(List<List<Tensor>> inputs) throws IOException {
        return prepared.trial()
                .optimized(prepared.model(), session -> inputs.stream().map(session::run).toList());
    }
}
