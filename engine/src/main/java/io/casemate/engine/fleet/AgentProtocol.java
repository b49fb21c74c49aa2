package io.casemate.engine.fleet;

import io.casemate.engine.json.Json;
import io.casemate.engine.problem.Outcome;
import io.casemate.engine.problem.Problem;
import io.casemate.engine.problem.ProblemCode;
import io.casemate.engine.problem.ReportedCode;
import io.casemate.engine.telemetry.SecondCodec;
import io.casemate.engine.units.Bytes;
import io.casemate.engine.units.Digest;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Orders and reports as JSON, one object a line with a field `kind`.
final class AgentProtocol {
    /// Raised whenever a line changes its meaning.
    static final int VERSION = 2;

    /// Longest line, in bytes. A second of measurements takes a few kilobytes.
    static final int MAX_LINE = 4 << 20;

    private AgentProtocol() {}

    static String write(AgentOrder order) {
        ObjectNode tree =
                switch (order) {
                    case AgentOrder.Hello(int protocol) -> line("hello").put("protocol", protocol);
                    case AgentOrder.Load(long number, Order wanted) -> load(number, wanted);
                    case AgentOrder.Unload(long number, DeploymentId deployment) ->
                            line("unload")
                                    .put("number", number)
                                    .put("deployment", deployment.text());
                    case AgentOrder.StartCapture(long number, CaptureOrder wanted) ->
                            line("capture").put("number", number).set("order", Json.treeOf(wanted));
                    case AgentOrder.StopCapture(long number, DeploymentId deployment) ->
                            line("captureStop")
                                    .put("number", number)
                                    .put("deployment", deployment.text());
                    case AgentOrder.Stop() -> line("stop");
                };
        return tree.toString();
    }

    private static ObjectNode load(long number, Order wanted) {
        ObjectNode line =
                line("load")
                        .put("number", number)
                        .put("deployment", wanted.deployment().text())
                        .put("revision", wanted.revision().toString())
                        .put("model", wanted.model())
                        .put("modelFile", wanted.modelFile().toString())
                        .put("replicas", wanted.replicas());
        wanted.profile().ifPresent(profile -> line.set("profile", Json.treeOf(profile)));
        return line;
    }

    static String write(AgentReport report) {
        ObjectNode tree =
                switch (report) {
                    case AgentReport.Started(int protocol, URI endpoint, long pid) ->
                            line("started")
                                    .put("protocol", protocol)
                                    .put("endpoint", endpoint.toString())
                                    .put("pid", pid);
                    case AgentReport.Loaded(long number) -> line("loaded").put("number", number);
                    case AgentReport.LoadFailed(long number, Problem problem) ->
                            line("loadFailed").put("number", number).set("problem", tree(problem));
                    case AgentReport.Unloaded(long number) ->
                            line("unloaded").put("number", number);
                    case AgentReport.Captured(long number, CaptureState state) ->
                            line("captured").put("number", number).set("state", Json.treeOf(state));
                    case AgentReport.CaptureRefused(long number, Problem problem) ->
                            line("captureRefused")
                                    .put("number", number)
                                    .set("problem", tree(problem));
                    case AgentReport.Measured(var second) ->
                            line("measured").set("second", SecondCodec.write(second));
                    case AgentReport.Busy(HostLoad load) ->
                            line("busy")
                                    .put("measured", load.measured().toString())
                                    .put("cpu", load.cpu())
                                    .put("memoryUsed", load.memoryUsed().count())
                                    .put("agentMemory", load.agentMemory().count());
                };
        return tree.toString();
    }

    static Outcome<AgentOrder> readOrder(String line) {
        try {
            JsonNode tree = Json.mapper().readTree(line);
            return Outcome.done(order(tree));
        } catch (JacksonException | IllegalArgumentException e) {
            return unreadable(line, e);
        }
    }

    static Outcome<AgentReport> readReport(String line) {
        try {
            JsonNode tree = Json.mapper().readTree(line);
            return report(tree);
        } catch (JacksonException | IllegalArgumentException | java.time.DateTimeException e) {
            return unreadable(line, e);
        }
    }

    private static AgentOrder order(JsonNode tree) {
        String kind = text(tree, "kind");
        return switch (kind) {
            case "hello" -> new AgentOrder.Hello(Math.toIntExact(whole(tree, "protocol")));
            case "load" ->
                    new AgentOrder.Load(
                            whole(tree, "number"),
                            new Order(
                                    new DeploymentId(text(tree, "deployment")),
                                    Digest.parse(text(tree, "revision")),
                                    text(tree, "model"),
                                    Path.of(text(tree, "modelFile")),
                                    (int) whole(tree, "replicas"),
                                    profile(tree.path("profile"))));
            case "unload" ->
                    new AgentOrder.Unload(
                            whole(tree, "number"), new DeploymentId(text(tree, "deployment")));
            case "capture" ->
                    new AgentOrder.StartCapture(
                            whole(tree, "number"), captured(tree, "order", CaptureOrder.class));
            case "captureStop" ->
                    new AgentOrder.StopCapture(
                            whole(tree, "number"), new DeploymentId(text(tree, "deployment")));
            case "stop" -> new AgentOrder.Stop();
            default -> throw new IllegalArgumentException("kind is unknown: " + kind);
        };
    }

    private static Optional<ServingProfile> profile(JsonNode tree) {
        return tree.isMissingNode()
                ? Optional.empty()
                : Optional.of(Json.read(tree, ServingProfile.class));
    }

    private static Outcome<AgentReport> report(JsonNode tree) {
        String kind = text(tree, "kind");
        return switch (kind) {
            case "started" ->
                    Outcome.done(
                            new AgentReport.Started(
                                    (int) whole(tree, "protocol"),
                                    URI.create(text(tree, "endpoint")),
                                    whole(tree, "pid")));
            case "loaded" -> Outcome.done(new AgentReport.Loaded(whole(tree, "number")));
            case "loadFailed" ->
                    Outcome.done(
                            new AgentReport.LoadFailed(
                                    whole(tree, "number"), problem(tree.path("problem"))));
            case "unloaded" -> Outcome.done(new AgentReport.Unloaded(whole(tree, "number")));
            case "captured" ->
                    Outcome.done(
                            new AgentReport.Captured(
                                    whole(tree, "number"),
                                    captured(tree, "state", CaptureState.class)));
            case "captureRefused" ->
                    Outcome.done(
                            new AgentReport.CaptureRefused(
                                    whole(tree, "number"), problem(tree.path("problem"))));
            case "measured" -> SecondCodec.read(tree.path("second")).map(AgentReport.Measured::new);
            case "busy" -> Outcome.done(new AgentReport.Busy(load(tree)));
            default -> throw new IllegalArgumentException("kind is unknown: " + kind);
        };
    }

    private static <T> T captured(JsonNode tree, String field, Class<T> type) {
        if (tree.path(field) instanceof ObjectNode object) {
            return Json.read(object, type);
        }
        throw new IllegalArgumentException("%s is no object".formatted(field));
    }

    private static HostLoad load(JsonNode tree) {
        double cpu = tree.path("cpu").asDouble(-1);
        if (!(cpu >= 0 && cpu <= 1)) {
            throw new IllegalArgumentException("cpu is not from 0 to 1: " + tree.path("cpu"));
        }
        return new HostLoad(
                Instant.parse(text(tree, "measured")),
                cpu,
                new Bytes(whole(tree, "memoryUsed")),
                new Bytes(whole(tree, "agentMemory")));
    }

    private static ObjectNode line(String kind) {
        return Json.object().put("kind", kind);
    }

    private static ObjectNode tree(Problem problem) {
        return Json.object()
                .put("code", problem.code().id())
                .put("kind", problem.code().kind().name())
                .put("what", problem.what())
                .put("why", problem.why())
                .put("remedy", problem.remedy());
    }

    private static Problem problem(JsonNode tree) {
        var code =
                new ReportedCode(text(tree, "code"), ProblemCode.Kind.valueOf(text(tree, "kind")));
        return new Problem(code, text(tree, "what"), text(tree, "why"), text(tree, "remedy"));
    }

    private static String text(JsonNode tree, String field) {
        JsonNode value = tree.path(field);
        if (!value.isString()) {
            throw new IllegalArgumentException("%s is no text: %s".formatted(field, value));
        }
        return value.stringValue();
    }

    private static long whole(JsonNode tree, String field) {
        JsonNode value = tree.path(field);
        if (!value.isIntegralNumber() || !value.canConvertToLong()) {
            throw new IllegalArgumentException("%s is no number: %s".formatted(field, value));
        }
        return value.longValue();
    }

    private static <T> Outcome<T> unreadable(String line, Exception cause) {
        String start = line.length() > 120 ? line.substring(0, 120) + "…" : line;
        return Outcome.refused(
                new Problem(
                        FleetProblem.UNREADABLE_LINE,
                        "A line between console and agent was not understood.",
                        "It reads '%s': %s.".formatted(start, cause.getMessage()),
                        "Check that console and agent are of one version."));
    }
}
