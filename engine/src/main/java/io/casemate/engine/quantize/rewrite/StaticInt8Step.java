package io.casemate.engine.quantize.rewrite;

import io.casemate.engine.fleet.HostProbe;
import io.casemate.engine.onnx.Model;
import io.casemate.engine.problem.Outcome;
import io.casemate.engine.problem.Problem;
import io.casemate.engine.qdq.QdqSettings;
import io.casemate.engine.qdq.StaticInt8;
import io.casemate.engine.quantize.Step;
import java.io.IOException;

/// Takes a step of static INT8. Runs the model, so it works in workers only.
record StaticInt8Step(Step.StaticInt8 step) implements StepRewrite {

    @Override
    public Outcome<Rewritten> apply(Model model, Materials materials) throws IOException {
        if (materials.calibration().isEmpty()) {
            return Outcome.refused(
                    new Problem(
                            RewriteProblem.NO_CALIBRATION,
                            "The model was not quantized to static INT8.",
                            "Ranges of activations are found on samples, and there are none: no"
                                    + " calibration data was given, and the model has no golden set.",
                            "Give a folder of samples with --calibration, or import the model with"
                                    + " --golden."));
        }
        CalibrationSource source = materials.calibration().get();
        var task =
                new StaticInt8.Task(
                        settings(),
                        step.keep(),
                        materials.folder(),
                        source.folder(),
                        source.ranges(),
                        materials.output());
        return StaticInt8.apply(model, task, materials.progress())
                .map(quantized -> new Rewritten(quantized.model(), quantized.layers()));
    }

    private QdqSettings settings() {
        return step.settings().reducesRange().isPresent()
                ? step.settings()
                : step.settings().on(HostProbe.instructionSets());
    }
}
