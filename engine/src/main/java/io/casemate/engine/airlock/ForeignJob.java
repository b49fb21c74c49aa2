package io.casemate.engine.airlock;

import io.casemate.engine.foreign.ForeignModels;
import io.casemate.engine.json.Json;
import io.casemate.engine.problem.Outcome;
import io.casemate.engine.tasks.Progress;
import java.io.IOException;
import java.nio.file.Path;
import tools.jackson.databind.node.ObjectNode;

/// The worker's part of saying what is in a model of another format.
final class ForeignJob {
    static final String KIND = "foreign";

    private ForeignJob() {}

    /// @param file the copy in quarantine
    /// @param name what people call it
    record Input(String file, String name, ForeignModels.Format format) {}

    static Outcome<ObjectNode> run(ObjectNode input, Path folder, Progress progress)
            throws IOException {
        Input asked = Json.read(input, Input.class);
        progress.report("reading the header of " + asked.name());
        return ForeignModels.read(Path.of(asked.file()), asked.format(), asked.name())
                .map(Json::treeOf);
    }
}
