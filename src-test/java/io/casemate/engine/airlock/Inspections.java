package io.casemate.engine.airlock;

import io.casemate.engine.json.Json;
import io.casemate.engine.problem.Outcome;
import io.casemate.engine.problem.Problem;
import io.casemate.engine.tasks.Progress;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import tools.jackson.databind.node.ObjectNode;

/// Inspects files in this process.
public final class Inspections {

    private Inspections() {}

    /// {@return the code that `file` is refused with; or `passes`, or `warns` and the codes of what
    /// is found}
    public static String verdict(Path file) throws IOException {
        var input = new InspectJob.Input(file.toString(), "cat.onnx");
        try {
            return switch (InspectJob.run(Json.treeOf(input), file, Progress.NONE)) {
                case Outcome.Done<ObjectNode>(ObjectNode found) ->
                        told(Json.read(found, InspectJob.Found.class).findings());
                case Outcome.Refused<ObjectNode>(Problem problem) -> problem.code().id();
            };
        } catch (Refusal e) {
            return e.problem().code().id();
        }
    }

    private static String told(List<Finding> findings) {
        return findings.isEmpty()
                ? "passes"
                : findings.stream()
                        .map(Finding::code)
                        .distinct()
                        .collect(Collectors.joining(" ", "warns ", ""));
    }
}
