package io.casemate.engine.quantize.rewrite;

import io.casemate.engine.fleet.HostProbe;
import io.casemate.engine.onnx.Model;
import io.casemate.engine.problem.Outcome;
import io.casemate.engine.qdq.QdqSettings;
import io.casemate.engine.qdq.StaticInt8;
import io.casemate.engine.quantize.Step;
import java.io.IOException;

/// Takes a step of static INT8. Runs the model, so it works in workers only.
record StaticInt8Step(Step.StaticInt8 step) implements StepRewrite {

    @Override
    public Outcome<Rewritten> apply(Model model, Materials materials) throws IOException {
        CalibrationSource source = materials.calibration().orElseThrow();
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
