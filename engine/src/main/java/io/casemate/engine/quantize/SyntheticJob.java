package io.casemate.engine.quantize;

import io.casemate.engine.golden.NpzWriter;
import io.casemate.engine.json.Json;
import io.casemate.engine.onnx.OnnxFormatException;
import io.casemate.engine.onnx.OnnxReader;
import io.casemate.engine.onnx.ReadLimits;
import io.casemate.engine.problem.Outcome;
import io.casemate.engine.problem.Problem;
import io.casemate.engine.runtime.SingleSession;
import io.casemate.engine.tasks.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import tools.jackson.databind.node.ObjectNode;

/// The worker's part of synthetic calibration: writes inputs that the model runs on, made from
/// seeds, in the form of a golden set.
final class SyntheticJob {
    static final String KIND = "synthesize";

    private SyntheticJob() {}

    /// @param output folder that is made
    record Input(String modelFile, String output, int samples) {}

    /// @param freeSize what sizes that may vary were taken to be
    record Made(int samples, long freeSize) {}

    static Outcome<ObjectNode> run(ObjectNode input, Path folder, Progress progress)
            throws IOException {
        Input asked = Json.read(input, Input.class);
        Path modelFile = Path.of(asked.modelFile());
        try (SingleSession session = SingleSession.open(modelFile, 1)) {
            var model = OnnxReader.read(modelFile, ReadLimits.STANDARD).withoutConstantInputs();
            var inputs = new SyntheticInputs(model.graph(), session.inputs());
            OptionalLong freeSize = session.freeSize(size -> inputs.of(1, size));
            boolean canWrite =
                    session.inputs().stream().allMatch(port -> NpzWriter.canWrite(port.datatype()));
            if (freeSize.isEmpty() || !canWrite) {
                return Outcome.refused(none());
            }
            Path output = Files.createDirectories(Path.of(asked.output()));
            for (int i = 0; i < asked.samples(); i++) {
                NpzWriter.write(
                        output.resolve("synthetic-%06d.npz".formatted(i)),
                        inputs.of(i + 1, freeSize.getAsLong()));
                progress.report("making inputs up", (i + 1.0) / asked.samples());
            }
            return Outcome.done(Json.treeOf(new Made(asked.samples(), freeSize.getAsLong())));
        } catch (OnnxFormatException unreadable) {
            return Outcome.refused(unreadable.problem());
        }
    }

    private static Problem none() {
        return MeasureProblem.NOT_SYNTHETIC.because(
                "No calibration data were made up.",
                "The model runs on none of the inputs that can be made up, or takes texts or BF16.",
                "Give a folder of real samples with --calibration.");
    }
}
