package io.casemate.engine.airlock;

import io.casemate.engine.json.Json;
import io.casemate.engine.models.ModelFacts;
import io.casemate.engine.onnx.Model;
import io.casemate.engine.onnx.OnnxFormatException;
import io.casemate.engine.onnx.OnnxReader;
import io.casemate.engine.onnx.ReadLimits;
import io.casemate.engine.problem.Outcome;
import io.casemate.engine.tasks.Progress;
import io.casemate.engine.units.Bytes;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/// The worker's part of looking at a model: reads it and checks what can be checked without running
/// it.
final class InspectJob {
    static final String KIND = "inspect";

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
    record Found(ModelFacts facts, List<ExternalFile> externals) {}

    static Outcome<ObjectNode> run(ObjectNode input, Path folder, Progress progress)
            throws IOException {
        Input asked = Json.read(input, Input.class);
        progress.report("reading " + asked.name(), 0.1);
        Model model = read(Path.of(asked.file()), asked.name());
        progress.report("checking tensors and operators", 0.6);
        new StaticChecks(asked.name(), model).run();
        new SizeCheck(asked.name(), model, new Bytes(asked.memory())).run();
        List<ExternalFile> externals = ExternalFile.of(asked.name(), model);
        return Outcome.done(Json.treeOf(new Found(ModelFacts.of(model), externals)));
    }

    private static Model read(Path file, String name) throws IOException {
        try {
            return OnnxReader.read(file, ReadLimits.STANDARD);
        } catch (OnnxFormatException e) {
            AirlockProblem code =
                    switch (e.reason()) {
                        case BROKEN, TOO_LONG, NO_GRAPH, NO_OPSET, UNKNOWN_TYPE, DATA_MISSING ->
                                AirlockProblem.BROKEN;
                        case TOO_DEEP -> AirlockProblem.TOO_DEEP;
                        case TOO_MANY -> AirlockProblem.TOO_MANY;
                    };
            throw code.refusal(
                    "%s was not imported: it is no sound ONNX model.".formatted(name),
                    e.problem().why(),
                    e.problem().remedy());
        }
    }
}
