package io.casemate.app.control;

import io.casemate.engine.deploy.Deployment;
import io.casemate.engine.json.Json;
import io.casemate.engine.models.ModelCard;
import io.casemate.engine.models.ModelName;
import io.casemate.engine.models.Revision;
import io.casemate.engine.models.RiskClass;
import io.casemate.engine.problem.Outcome;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The verbs about the registry: what there is, who decided about it, and what served when.
final class RegistryVerbs {
    private final EngineRooms rooms;

    RegistryVerbs(EngineRooms rooms) {
        this.rooms = rooms;
    }

    ObjectNode list() {
        var registry = rooms.models().registry().latest();
        ObjectNode answer = Json.object();
        answer.put("requireApproval", registry.policy().requireApproval());
        ArrayNode models = answer.putArray("models");
        Stream<ModelName> names = registry.revisions().stream().map(Revision::model).distinct();
        names.forEach(name -> {
            ObjectNode model = models.addObject().put("model", name.text());
            model.set("card", Json.treeOf(registry.card(name)));
            ArrayNode revisions = model.putArray("revisions");
            registry.revisions().stream()
                    .filter(revision -> revision.model().equals(name))
                    .forEach(revision -> revisions.add(described(revision)));
        });
        return answer;
    }

    Outcome<ObjectNode> show(Arguments arguments) {
        return revision(arguments)
                .map(revision -> {
                    var registry = rooms.models().registry().latest();
                    ObjectNode answer = described(revision);
                    answer.set("card", Json.treeOf(registry.card(revision.model())));
                    ArrayNode steps = answer.putArray("stages");
                    registry.steps().stream()
                            .filter(step -> step.change().revision().equals(revision.id()))
                            .forEach(step -> steps.add(Json.treeOf(step)));
                    return answer;
                });
    }

    private ObjectNode described(Revision revision) {
        ObjectNode answer = Answers.of(revision);
        ArrayNode serving = answer.putArray("servesAs");
        rooms.deployments().all().latest().stream()
                .filter(deployment -> deployment.revision().equals(revision.id()))
                .map(Deployment::id)
                .forEach(id -> serving.add(id.text()));
        if (!serving.isEmpty()) {
            answer.put("stage", "SERVING");
        }
        new AdmissionRequests(rooms).add(answer, revision);
        return answer;
    }

    private Outcome<Revision> revision(Arguments arguments) {
        return rooms.models().resolve(arguments.requiredText("revision"));
    }

    Outcome<ObjectNode> approve(Arguments arguments) {
        return revision(arguments)
                .then(revision ->
                        rooms.records()
                                .curation()
                                .approve(revision.id(), arguments.requiredText("reason")))
                .map(this::described);
    }

    Outcome<ObjectNode> retire(Arguments arguments) {
        return revision(arguments)
                .then(revision ->
                        rooms.records()
                                .curation()
                                .retire(revision.id(), arguments.requiredText("reason")))
                .map(this::described);
    }

    Outcome<ObjectNode> set(Arguments arguments) {
        String name = arguments.requiredText("model");
        if (!ModelName.isValid(name)) {
            throw arguments.bad("'%s' is no model's name.".formatted(name));
        }
        var news =
                new ModelCard(
                        arguments.text("owner"),
                        arguments.text("purpose"),
                        risk(arguments),
                        arguments.text("licence"),
                        arguments.text("supplier"));
        return rooms.records()
                .curation()
                .describe(new ModelName(name), news)
                .map(card -> Json.treeOf(card).put("model", name));
    }

    private static Optional<RiskClass> risk(Arguments arguments) {
        Optional<String> text = arguments.text("risk");
        try {
            return text.map(it -> RiskClass.valueOf(it.toUpperCase(Locale.ROOT)));
        } catch (IllegalArgumentException _) {
            throw arguments.bad(
                    "The risk class '%s' is not minimal, limited or high."
                            .formatted(text.orElse("")));
        }
    }

    Outcome<ObjectNode> policy(Arguments arguments) {
        boolean isRequired =
                switch (arguments.requiredText("requireApproval")) {
                    case "on" -> true;
                    case "off" -> false;
                    default -> throw arguments.bad("--require-approval takes on or off.");
                };
        var policy = rooms.records().curation().requireApproval(isRequired);
        return Outcome.done(Json.object().put("requireApproval", policy.requireApproval()));
    }

    Outcome<ObjectNode> lineage(Arguments arguments) {
        return revision(arguments)
                .map(revision -> Json.treeOf(rooms.records().lineages().of(revision.id())));
    }

    Outcome<ObjectNode> bom(Arguments arguments) {
        Optional<String> file = arguments.text("out");
        return revision(arguments)
                .then(revision ->
                        file.isPresent()
                                ? rooms.records()
                                        .boms()
                                        .write(revision.id(), file.get())
                                        .map(it -> Json.object().put("file", it.toString()))
                                : rooms.records()
                                        .boms()
                                        .json(revision.id())
                                        .map(it -> Json.mapper().readTree(it).asObject()));
    }

    Outcome<ObjectNode> at(Arguments arguments) {
        String text = arguments.requiredText("time");
        try {
            return Outcome.done(Json.treeOf(rooms.records().moments().at(Instant.parse(text))));
        } catch (DateTimeException _) {
            throw arguments.bad("'%s' is no time such as 2030-01-31T14:30:00Z.".formatted(text));
        }
    }
}
