package io.casemate.engine.airlock;

import io.casemate.engine.json.Json;
import io.casemate.engine.onnx.Source;
import io.casemate.engine.problem.Outcome;
import io.casemate.engine.tasks.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/// The worker's part of looking into data files, once they lie beside the model in quarantine.
final class ContentJob {
    static final String KIND = "content";

    private ContentJob() {}

    /// @param folder the model's folder in quarantine
    /// @param name what people call the model
    record Input(String folder, String name, List<ExternalFile> externals) {}

    static Outcome<ObjectNode> run(ObjectNode input, Path folder, Progress progress)
            throws IOException {
        Input asked = Json.read(input, Input.class);
        try (var scan = new ContentScan()) {
            for (ExternalFile external : asked.externals()) {
                progress.report("looking into " + external.location(), 0.1);
                Path file = Path.of(asked.folder()).resolve(external.location());
                Optional<ContentScan.Hit> hit =
                        scan.of(new Source.InFile(file, 0, Files.size(file)));
                if (hit.isPresent()) {
                    throw AirlockProblem.HIDDEN_CONTENT.refusal(
                            "%s was not imported.".formatted(asked.name()),
                            ContentCheck.why(
                                    hit.get(), "data file '%s'".formatted(external.location())),
                            ContentCheck.REMEDY);
                }
            }
        }
        return Outcome.done(Json.object());
    }
}
