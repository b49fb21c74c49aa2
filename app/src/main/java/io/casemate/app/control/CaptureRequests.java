package io.casemate.app.control;

import io.casemate.engine.capture.Capture;
import io.casemate.engine.capture.CaptureCommand;
import io.casemate.engine.capture.CaptureId;
import io.casemate.engine.fleet.DeploymentId;
import io.casemate.engine.json.Json;
import io.casemate.engine.problem.Outcome;
import io.casemate.engine.units.Bytes;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Requests about captures: start, stop, status, list, delete.
record CaptureRequests(EngineRooms rooms) {

    Outcome<ObjectNode> execute(Arguments arguments) {
        return switch (arguments.verb()) {
            case "capture start" ->
                    ServingRequests.needsAgent(rooms, arguments.verb())
                            .orElseGet(() -> execute(start(arguments)));
            case "capture stop" ->
                    ServingRequests.needsAgent(rooms, arguments.verb())
                            .orElseGet(() ->
                                    execute(
                                            new CaptureCommand.Stop(
                                                    ServingRequests.target(arguments))));
            case "capture delete" ->
                    execute(
                            new CaptureCommand.Delete(
                                    new CaptureId(arguments.requiredText("capture"))));
            default -> list(arguments);
        };
    }

    private static CaptureCommand start(Arguments arguments) {
        DeploymentId deployment = ServingRequests.target(arguments);
        Bytes most = new Amounts(arguments).bytes("maxSize").orElse(CaptureCommand.STANDARD_BYTES);
        return new CaptureCommand.Start(
                deployment,
                arguments.text("consent").orElse(""),
                new CaptureCommand.Amount(
                        arguments.count("samples", 0, CaptureCommand.Amount.MOST_SAMPLES),
                        arguments.count("every", 1, CaptureCommand.Amount.MOST_EVERY),
                        most),
                arguments.path("out"));
    }

    private Outcome<ObjectNode> execute(CaptureCommand command) {
        return rooms.operations().capture(command).map(CaptureRequests::of);
    }

    private Outcome<ObjectNode> list(Arguments arguments) {
        boolean onlyRunning = arguments.verb().equals("capture status");
        Optional<String> name = arguments.text("name");
        List<Capture> shown =
                rooms.captures().all().latest().stream()
                        .filter(one -> !onlyRunning || one.isRunning())
                        .filter(one ->
                                name.map(one.started().deployment().text()::equals).orElse(true))
                        .toList();
        ObjectNode answer = Json.object();
        ArrayNode captures = answer.putArray("captures");
        shown.forEach(one -> captures.add(of(one)));
        return Outcome.done(answer);
    }

    private static ObjectNode of(Capture capture) {
        ObjectNode answer =
                Json.object()
                        .put("capture", capture.id().text())
                        .put("deployment", capture.started().deployment().text())
                        .put("revision", capture.started().revision().toString())
                        .put("phase", capture.phase().name())
                        .put("since", capture.since().toString())
                        .put("startedBy", capture.startedBy())
                        .put("consent", capture.started().consent())
                        .put("samples", capture.samples())
                        .put("samplesWanted", capture.started().samples())
                        .put("every", capture.started().every())
                        .put("bytes", capture.bytes().count())
                        .put("dropped", capture.dropped())
                        .put("folder", capture.started().folder())
                        .put("deleted", capture.isDeleted());
        capture.ended()
                .ifPresent(
                        end -> answer.put("why", end.why()).put("digest", end.digest().toString()));
        return answer;
    }
}
