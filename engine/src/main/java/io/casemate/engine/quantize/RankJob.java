package io.casemate.engine.quantize;

import io.casemate.engine.fleet.HostProbe;
import io.casemate.engine.json.Json;
import io.casemate.engine.onnx.Model;
import io.casemate.engine.onnx.OnnxFormatException;
import io.casemate.engine.onnx.OnnxReader;
import io.casemate.engine.onnx.ReadLimits;
import io.casemate.engine.problem.Outcome;
import io.casemate.engine.qdq.LayerRanking;
import io.casemate.engine.qdq.StaticInt8;
import io.casemate.engine.tasks.Progress;
import java.io.IOException;
import java.nio.file.Path;
import tools.jackson.databind.node.ObjectNode;

/// The worker's part of finding out which layers of a model bear static INT8. Ranges are found on
/// the samples for ranges, layers compared on those for ranking; those for the report are not read.
///
/// Whoever wants as many layers in INT8 as a goal allows searches over `n`, taking the first `n`
/// layers of the answer and keeping the others.
final class RankJob {
    static final String KIND = "rank";

    private RankJob() {}

    /// @param step layers that it keeps are not ranked
    /// @param calibration folder of samples
    record Input(Step.StaticInt8 step, String modelFile, String calibration) {}

    static Outcome<ObjectNode> run(ObjectNode input, Path folder, Progress progress)
            throws IOException {
        return run(Json.read(input, Input.class), folder, progress).map(Json::treeOf);
    }

    /// @param scratch an existing folder
    static Outcome<LayerRanking> run(Input asked, Path scratch, Progress progress)
            throws IOException {
        Path modelFile = Path.of(asked.modelFile());
        var task =
                new StaticInt8.Task(
                        asked.step().settings().on(HostProbe.instructionSets()),
                        asked.step().keep(),
                        modelFile.toAbsolutePath().getParent(),
                        Path.of(asked.calibration()),
                        size -> new SampleSplit(size).ranges().indexes(),
                        scratch);
        try {
            Model model = OnnxReader.read(modelFile, ReadLimits.STANDARD).withoutConstantInputs();
            return StaticInt8.rank(
                    model, task, size -> new SampleSplit(size).ranking().indexes(), progress);
        } catch (OnnxFormatException unreadable) {
            return Outcome.refused(unreadable.problem());
        }
    }
}
