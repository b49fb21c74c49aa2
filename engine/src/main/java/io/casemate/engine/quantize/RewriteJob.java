package io.casemate.engine.quantize;

import io.casemate.engine.json.Json;
import io.casemate.engine.models.ModelFacts;
import io.casemate.engine.onnx.Model;
import io.casemate.engine.onnx.OnnxReader;
import io.casemate.engine.onnx.ReadLimits;
import io.casemate.engine.problem.Outcome;
import io.casemate.engine.problem.Problem;
import io.casemate.engine.quantize.rewrite.CalibrationSource;
import io.casemate.engine.quantize.rewrite.RecipeRewriter;
import io.casemate.engine.quantize.rewrite.RewriteReport;
import io.casemate.engine.tasks.Progress;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/// The worker's part of making a variant: rewrites the model.
final class RewriteJob {
    static final String KIND = "quantize";

    private RewriteJob() {}

    /// @param modelFile the parent
    /// @param output folder for the variant
    /// @param calibration folder of samples; empty when there are none
    record Input(Recipe recipe, String modelFile, String output, Optional<String> calibration) {

        private RecipeRewriter.Places places() {
            return new RecipeRewriter.Places(
                    Path.of(modelFile), Path.of(output), calibration.map(Input::source));
        }

        private static CalibrationSource source(String folder) {
            return new CalibrationSource(
                    Path.of(folder), size -> new SampleSplit(size).ranges().indexes());
        }
    }

    record Rewritten(int quantizedNodes, ModelFacts facts, Optional<String> remark) {}

    static Outcome<ObjectNode> run(ObjectNode input, Path folder, Progress progress)
            throws IOException {
        return run(Json.read(input, Input.class), progress).map(Json::treeOf);
    }

    static Outcome<Rewritten> run(Input asked, Progress progress) throws IOException {
        return switch (RecipeRewriter.apply(asked.recipe(), asked.places(), progress)) {
            case Outcome.Refused<RewriteReport>(Problem problem) -> Outcome.refused(problem);
            case Outcome.Done<RewriteReport>(RewriteReport report) -> {
                Model variant = OnnxReader.read(report.modelFile(), ReadLimits.STANDARD);
                yield Outcome.done(
                        new Rewritten(
                                report.quantizedNodes(), ModelFacts.of(variant), report.remark()));
            }
        };
    }
}
