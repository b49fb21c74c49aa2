package io.casemate.engine.quantize;

import io.casemate.engine.fleet.HostProbe;
import io.casemate.engine.problem.Outcome;
import io.casemate.engine.qdq.LayerRanking;
import io.casemate.engine.quantize.rewrite.RewriteProblem;
import io.casemate.engine.tasks.Progress;
import java.util.Optional;

/// Has the layers of a model measured, one after the other.
///
/// @param place with the samples
record LayerMeasuring(QuantizeWorkers workers, QuantizeWorkers.Place place) {

    Outcome<LayerRanking> execute(Recipe recipe, Progress progress) throws InterruptedException {
        Optional<Step.StaticInt8> step = recipe.on(HostProbe.instructionSets()).staticInt8();
        if (step.isEmpty()) {
            return Outcome.refused(
                    SearchProblem.NOT_RANKABLE.because(
                            "The layers were not measured.",
                            "The recipe %s has no step of static INT8, and others change each layer"
                                            .formatted(recipe.name())
                                    + " by its weights alone.",
                            "Name a recipe with such a step, such as %s."
                                    .formatted(Recipe.STATIC_INT8.name())));
        }
        if (!workers.hasSamples(place)) {
            return Outcome.refused(
                    RewriteProblem.NO_CALIBRATION.because(
                            "The layers were not measured.",
                            "Ranges of activations are found on samples, and there are none: no"
                                    + " calibration data was given, and the model has no golden set.",
                            "Give a folder of samples with --calibration, or import the model with"
                                    + " --golden."));
        }
        return workers.rank(place, step.get(), progress);
    }
}
