package io.casemate.engine.airlock;

import io.casemate.engine.json.Json;
import io.casemate.engine.models.ModelFacts;
import io.casemate.engine.onnx.Model;
import io.casemate.engine.onnx.OnnxFormatException;
import io.casemate.engine.onnx.OnnxReader;
import io.casemate.engine.onnx.ReadLimits;
import io.casemate.engine.problem.Outcome;
import io.casemate.engine.tasks.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/// The worker's part of looking at a model: reads it and checks what can be checked without running
/// it.
final class InspectJob {
    static final String KIND = "inspect";

    /// What one protobuf message may have; larger models have their weights beside them.
    private static final long MOST_BYTES = Integer.MAX_VALUE;

    private InspectJob() {}

    /// @param file the copy in quarantine
    /// @param name what people call it
    record Input(String file, String name) {}

    /// @param externals the data files that it refers to
    /// @param findings what people should know of it
    record Found(ModelFacts facts, List<ExternalFile> externals, List<Finding> findings) {}

    static Outcome<ObjectNode> run(ObjectNode input, Path folder, Progress progress)
            throws IOException {
        Input asked = Json.read(input, Input.class);
        Path file = Path.of(asked.file());
        checkSize(file, asked.name());
        try {
            return Outcome.done(Json.treeOf(look(file, asked.name(), progress)));
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

    private static Found look(Path file, String name, Progress progress) throws IOException {
        progress.report("reading " + name, 0.1);
        Model model = OnnxReader.read(file, ReadLimits.STANDARD);
        progress.report("checking tensors, operators and content", 0.3);
        List<Finding> findings = StaticChecks.run(name, model);
        return new Found(ModelFacts.of(model), ExternalFile.of(name, model), findings);
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
