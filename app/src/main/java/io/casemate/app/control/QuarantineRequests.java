package io.casemate.app.control;

import io.casemate.engine.airlock.Airlock;
import io.casemate.engine.airlock.ImportId;
import io.casemate.engine.airlock.ImportModel;
import io.casemate.engine.airlock.ImportRun;
import io.casemate.engine.airlock.InterruptedCopy;
import io.casemate.engine.airlock.QuarantinedItem;
import io.casemate.engine.airlock.StageReport;
import io.casemate.engine.json.Json;
import io.casemate.engine.problem.Outcome;
import java.util.Locale;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// What the command line may ask of the airlock besides an import: its stages and its quarantine.
record QuarantineRequests(Airlock airlock) {

    Outcome<ObjectNode> list() {
        ObjectNode answer = Json.object();
        ArrayNode items = answer.putArray("items");
        airlock.quarantined().latest().forEach(item -> items.add(of(item)));
        ArrayNode interrupted = answer.putArray("interrupted");
        airlock.interrupted().latest().forEach(copy -> interrupted.add(of(copy)));
        return Outcome.done(answer);
    }

    Outcome<ObjectNode> purge(Arguments arguments) {
        ImportId id = id(arguments);
        boolean isCopy =
                airlock.interrupted().latest().stream().anyMatch(one -> one.id().equals(id));
        return isCopy
                ? airlock.discard(id).map(QuarantineRequests::of)
                : airlock.purge(id).map(QuarantineRequests::of);
    }

    Outcome<ObjectNode> release(Arguments arguments) {
        return airlock.override(id(arguments)).map(Answers::of);
    }

    private static ImportId id(Arguments arguments) {
        String text = arguments.requiredText("id");
        if (!ImportId.isValid(text)) {
            throw arguments.bad("'%s' is not an id: it has 12 hexadecimal digits.".formatted(text));
        }
        return new ImportId(text);
    }

    /// Adds the stages of the newest run of `command` to the answer.
    ObjectNode withStages(ImportModel command, ObjectNode answer) {
        airlock.runs().latest().stream()
                .filter(run -> run.command().equals(command))
                .findFirst()
                .ifPresent(run -> addStages(run, answer));
        return answer;
    }

    private static void addStages(ImportRun run, ObjectNode answer) {
        answer.put("import", run.id().text());
        ArrayNode stages = answer.putArray("stages");
        run.stages().forEach(stage -> stages.add(of(stage)));
    }

    private static ObjectNode of(StageReport report) {
        ObjectNode stage =
                Json.object()
                        .put("stage", report.stage().name().toLowerCase(Locale.ROOT))
                        .put("state", report.state().name().toLowerCase(Locale.ROOT))
                        .put("micros", report.took().toNanos() / 1_000);
        report.figures().counts().forEach(stage::put);
        report.figures().words().forEach(stage::put);
        ArrayNode notes = stage.putArray("notes");
        report.figures().notes().forEach(notes::add);
        return stage;
    }

    private static ObjectNode of(InterruptedCopy copy) {
        return Json.object()
                .put("id", copy.id().text())
                .put("source", copy.source())
                .put("path", copy.place())
                .put("bytes", copy.copied().count())
                .put("of", copy.of().count())
                .put("when", copy.when().toString());
    }

    private static ObjectNode of(QuarantinedItem item) {
        return Json.object()
                .put("id", item.id().text())
                .put("source", item.source())
                .put("sha256", item.sha256())
                .put("bytes", item.bytes().count())
                .put("stage", item.stage().name().toLowerCase(Locale.ROOT))
                .put("code", item.code())
                .put("what", item.what())
                .put("why", item.why())
                .put("remedy", item.remedy())
                .put("when", item.when().toString());
    }
}
