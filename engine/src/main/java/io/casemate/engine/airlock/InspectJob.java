package io.casemate.engine.airlock;

import io.casemate.engine.json.Json;
import io.casemate.engine.models.ModelFacts;
import io.casemate.engine.onnx.Model;
import io.casemate.engine.onnx.OnnxFormatException;
import io.casemate.engine.onnx.OnnxReader;
import io.casemate.engine.onnx.ReadLimits;
import io.casemate.engine.problem.Outcome;
import io.casemate.engine.shapes.GraphCost;
import io.casemate.engine.tasks.Progress;
import io.casemate.engine.units.Bytes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/// The worker's part of looking at a model: reads it and checks what can be checked without running
/// it.
final class InspectJob {
    static final String KIND = "inspect";

    /// The stages that this job goes through, in order.
    static final List<ImportStage> STAGES =
            List.of(
                    ImportStage.STRUCTURE,
                    ImportStage.TENSORS,
                    ImportStage.OPERATORS,
                    ImportStage.SIZE,
                    ImportStage.CONTENT);

    /// What one protobuf message may have; larger models have their weights beside them.
    private static final long MOST_BYTES = Integer.MAX_VALUE;

    private InspectJob() {}

    /// @param file the copy in quarantine
    /// @param name what people call it
    /// @param memory in bytes, of the largest host that the model may run on
    record Input(String file, String name, long memory) {

        /// For models that run on this machine.
        Input(String file, String name) {
            this(file, name, SizeCheck.memoryOfThisMachine());
        }
    }

    /// @param externals the data files that it refers to
    /// @param findings what people should know of it
    /// @param flops of one run at batch 1, as far as they can be told
    record Found(
            ModelFacts facts, List<ExternalFile> externals, List<Finding> findings, long flops) {}

    static Outcome<ObjectNode> run(ObjectNode input, Path folder, Progress progress)
            throws IOException {
        Input asked = Json.read(input, Input.class);
        Path file = Path.of(asked.file());
        ImportStage.STRUCTURE.enter(progress, "reading " + asked.name(), 0.1);
        checkSize(file, asked.name());
        try {
            return Outcome.done(Json.treeOf(look(asked, progress)));
        } catch (OnnxFormatException e) {
            throw refusal(e, asked.name());
        }
    }

    private static void checkSize(Path file, String name) throws IOException {
        long size = Files.size(file);
        if (size > MOST_BYTES) {
            throw AirlockProblem.MODEL_FILE_TOO_LARGE.refusal(
                    "%s was not imported.".formatted(name),
                    "The model file has %d bytes; a protobuf message holds no more than %d."
                            .formatted(size, MOST_BYTES),
                    "Export it with its weights in a data file of their own.");
        }
    }

    private static Found look(Input asked, Progress progress) throws IOException {
        String name = asked.name();
        Model model = OnnxReader.read(Path.of(asked.file()), ReadLimits.STANDARD);
        var inspected = new Inspected(name, model);
        ImportStage.TENSORS.enter(progress, "checking tensors", 0.3);
        StaticChecks.ofTensors(inspected);
        ImportStage.OPERATORS.enter(progress, "checking operators", 0.5);
        StaticChecks.ofOperators(inspected);
        List<ExternalFile> externals = ExternalFile.of(name, model);
        ImportStage.SIZE.enter(progress, "estimating what a run needs", 0.55);
        GraphCost cost = new SizeCheck(name, model, new Bytes(asked.memory())).run();
        ImportStage.CONTENT.enter(progress, "looking for what is no weights", 0.6);
        StaticChecks.ofContent(inspected);
        return new Found(
                ModelFacts.of(model), externals, inspected.findings(), cost.totals().flops());
    }

    private static Refusal refusal(OnnxFormatException e, String name) {
        AirlockProblem code =
                switch (e.reason()) {
                    case BROKEN, TOO_LONG, NO_GRAPH, NO_OPSET, UNKNOWN_TYPE, DATA_MISSING ->
                            AirlockProblem.BROKEN;
                    case TOO_DEEP -> AirlockProblem.TOO_DEEP;
                    case TOO_MANY -> AirlockProblem.TOO_MANY;
                };
        return code.refusal(
                "%s was not imported: it is no sound ONNX model.".formatted(name),
                e.problem().why(),
                e.problem().remedy());
    }
}
