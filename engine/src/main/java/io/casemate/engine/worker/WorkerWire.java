package io.casemate.engine.worker;

import io.casemate.engine.json.Json;
import io.casemate.engine.problem.Problem;
import io.casemate.engine.problem.ProblemCode;
import io.casemate.engine.problem.ReportedCode;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// The lines between a process and its worker. In: one JSON object with `kind`, `folder` and
/// `input`. Out: lines that start with [#MARK], each followed by `{"progress":…}`, `{"done":…}` or
/// `{"refused":…}`; any other line is noise from native code and is ignored.
final class WorkerWire {
    static final String MARK = "@casemate ";

    private WorkerWire() {}

    static String request(Job job) {
        ObjectNode line =
                Json.object().put("kind", job.kind()).put("folder", job.folder().toString());
        line.set("input", job.input());
        return line.toString();
    }

    static String answer(String kind, ObjectNode body) {
        return MARK + Json.object().set(kind, body);
    }

    static ObjectNode of(Problem problem) {
        return Json.object()
                .put("code", problem.code().id())
                .put("kind", problem.code().kind().name())
                .put("what", problem.what())
                .put("why", problem.why())
                .put("remedy", problem.remedy());
    }

    static Problem problem(JsonNode tree) {
        var code =
                new ReportedCode(
                        tree.path("code").asString(),
                        ProblemCode.Kind.valueOf(tree.path("kind").asString()));
        return new Problem(
                code,
                tree.path("what").asString(),
                tree.path("why").asString(),
                tree.path("remedy").asString());
    }
}
