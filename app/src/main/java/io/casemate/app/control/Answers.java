package io.casemate.app.control;

import io.casemate.engine.airlock.Inspection;
import io.casemate.engine.attention.AttentionItem;
import io.casemate.engine.bench.LoadReport;
import io.casemate.engine.deploy.Deployment;
import io.casemate.engine.fleet.Accelerator;
import io.casemate.engine.fleet.Host;
import io.casemate.engine.json.Json;
import io.casemate.engine.ledger.Verification;
import io.casemate.engine.models.ModelFacts;
import io.casemate.engine.models.Origin;
import io.casemate.engine.models.QuantizationCard;
import io.casemate.engine.models.Revision;
import io.casemate.engine.telemetry.LatencyView;
import io.casemate.engine.tensors.Port;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Answers in the form that scripts may rely on: fields are added, never renamed or removed.
final class Answers {
    private static final double NANOS_PER_SECOND = 1e9;

    private Answers() {}

    static ObjectNode of(Revision revision) {
        ObjectNode answer =
                Json.object()
                        .put("revision", revision.id().toString())
                        .put("model", revision.model().text())
                        .put("stage", revision.stage().name())
                        .put("bytes", revision.bytes().count())
                        .put("created", revision.created().toString())
                        .put("goldenSet", revision.golden().isPresent());
        return switch (revision.origin()) {
            case Origin.Imported(String source) -> answer.put("source", source);
            case Origin.Quantized(var parent, QuantizationCard card) ->
                    answer.put("parent", parent.toString()).put("recipe", card.recipe());
        };
    }

    static ObjectNode ofQuantized(Revision revision) {
        ObjectNode answer = of(revision);
        if (revision.origin() instanceof Origin.Quantized(_, QuantizationCard card)) {
            MeasureAnswers.add(answer, card);
        }
        return answer;
    }

    static ObjectNode of(Inspection inspection) {
        ModelFacts facts = inspection.facts();
        ObjectNode answer =
                Json.object()
                        .put("source", inspection.source())
                        .put("sha256", inspection.sha256().hex())
                        .put("bytes", inspection.bytes().count())
                        .put("irVersion", facts.irVersion())
                        .put("producer", facts.producer())
                        .put("nodes", facts.nodes())
                        .put("parameters", facts.parameters());
        answer.set("opsets", Json.mapper().valueToTree(facts.opsets()));
        answer.set("operators", Json.mapper().valueToTree(facts.operators()));
        answer.set("inputs", ports(facts.inputs()));
        answer.set("outputs", ports(facts.outputs()));
        return answer;
    }

    private static ArrayNode ports(List<Port> ports) {
        ArrayNode answer = Json.mapper().createArrayNode();
        for (Port port : ports) {
            ObjectNode one =
                    Json.object().put("name", port.name()).put("datatype", port.datatype().name());
            one.set("shape", Json.mapper().valueToTree(port.shape()));
            answer.add(one);
        }
        return answer;
    }

    static ObjectNode of(Deployment deployment) {
        ObjectNode answer =
                Json.object()
                        .put("deployment", deployment.id().text())
                        .put("state", deployment.state().name())
                        .put("model", deployment.model().text())
                        .put("revision", deployment.revision().toString())
                        .put("replicas", deployment.desiredReplicas())
                        .put("host", deployment.host().text());
        deployment.endpoint().ifPresent(base -> answer.put("endpoint", base.toString()));
        deployment.inferAddress().map(URI::toString).ifPresent(at -> answer.put("infer", at));
        deployment
                .profile()
                .ifPresent(profile ->
                        answer.put("profile", profile.id())
                                .put("settings", profile.settings().words()));
        deployment
                .problem()
                .ifPresent(problem -> answer.set("problem", ProblemJson.published(problem)));
        return answer;
    }

    static ObjectNode of(Deployment deployment, Optional<LatencyView> latency) {
        ObjectNode answer = of(deployment);
        latency.ifPresent(view ->
                answer.put("requestsPerSecond", view.requestsPerSecond())
                        .put("errorShare", view.errorShare())
                        .put("p50Micros", view.lastMinute().p50())
                        .put("p95Micros", view.lastMinute().p95())
                        .put("p99Micros", view.lastMinute().p99())
                        .put("queueP99Micros", view.lastMinuteQueue().p99())
                        .put("computeP99Micros", view.lastMinuteCompute().p99())
                        .put("requests", view.requestsInAll())
                        .put("errors", view.errorsInAll()));
        return answer;
    }

    static ObjectNode of(Host host) {
        var hardware = host.hardware();
        ObjectNode answer =
                Json.object()
                        .put("host", host.id().text())
                        .put("name", host.name())
                        .put("health", host.health().name())
                        .put("operatingSystem", hardware.operatingSystem())
                        .put("cpu", hardware.cpu())
                        .put("physicalCores", hardware.physicalCores())
                        .put("logicalCores", hardware.logicalCores())
                        .put("memoryBytes", hardware.memory().count());
        answer.set("isa", Json.mapper().valueToTree(hardware.isa()));
        answer.set(
                "accelerators",
                Json.mapper()
                        .valueToTree(
                                hardware.accelerators().stream().map(Accelerator::name).toList()));
        host.load()
                .ifPresent(load ->
                        answer.put("cpuShare", load.cpu())
                                .put("memoryUsedBytes", load.memoryUsed().count())
                                .put("agentMemoryBytes", load.agentMemory().count()));
        host.agentPid().ifPresent(pid -> answer.put("agentPid", pid));
        return answer;
    }

    static ObjectNode of(AttentionItem item) {
        return Json.object()
                .put("severity", item.severity().name())
                .put("topic", item.topic().name())
                .put("subject", item.subject())
                .put("what", item.what())
                .put("why", item.why())
                .put("remedy", item.remedy())
                .put("since", item.since().toString());
    }

    static ObjectNode of(LoadReport report) {
        return Json.object()
                .put("requests", report.requests())
                .put("errors", report.errors())
                .put("requestsPerSecond", report.requestsPerSecond())
                .put("p50Micros", report.latency().p50())
                .put("p95Micros", report.latency().p95())
                .put("p99Micros", report.latency().p99())
                .put("maxMicros", report.latency().max())
                .put("seconds", report.duration().toNanos() / NANOS_PER_SECOND)
                .put("inputs", report.inputs());
    }

    static ObjectNode of(Verification verification) {
        ObjectNode answer =
                Json.object()
                        .put("entries", verification.entries())
                        .put("root", verification.root().hex())
                        .put("ok", verification.isSound());
        verification
                .problem()
                .ifPresent(problem -> answer.set("problem", ProblemJson.published(problem)));
        return answer;
    }
}
