package io.casemate.app.control;

import io.casemate.engine.json.Json;
import io.casemate.engine.problem.Problem;
import io.casemate.engine.problem.ProblemCode;
import io.casemate.engine.problem.ReportedCode;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Problems on their way between processes and to scripts: `{"code","what","why","remedy"}`,
/// between processes with the kind too.
public final class ProblemJson {

    private ProblemJson() {}

    /// {@return the form that scripts may rely on}
    public static ObjectNode published(Problem problem) {
        return Json.object()
                .put("code", problem.code().id())
                .put("what", problem.what())
                .put("why", problem.why())
                .put("remedy", problem.remedy());
    }

    static ObjectNode internal(Problem problem) {
        return published(problem).put("kind", problem.code().kind().name());
    }

    static Problem read(JsonNode tree) {
        var kind = ProblemCode.Kind.valueOf(tree.path("kind").asString());
        return new Problem(
                new ReportedCode(tree.path("code").asString(), kind),
                tree.path("what").asString(),
                tree.path("why").asString(),
                tree.path("remedy").asString());
    }
}
