package io.casemate.app.control;

import io.casemate.engine.json.Json;
import io.casemate.engine.models.ModelName;
import io.casemate.engine.models.Revision;
import io.casemate.engine.problem.Outcome;
import io.casemate.engine.problem.Problem;
import io.casemate.engine.qdq.LayerRanking;
import io.casemate.engine.quantize.MeasureLayers;
import io.casemate.engine.quantize.PublishAttempt;
import io.casemate.engine.quantize.Recipe;
import io.casemate.engine.quantize.search.SearchId;
import io.casemate.engine.quantize.search.SearchRecord;
import io.casemate.engine.quantize.search.SearchResult;
import io.casemate.engine.quantize.search.SearchWatcher;
import io.casemate.engine.tasks.Progress;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Carries out what is asked of searches on record, and of single layers.
record SearchRequests(EngineRooms rooms) {

    Outcome<ObjectNode> list() {
        ObjectNode answer = Json.object();
        ArrayNode searches = answer.putArray("searches");
        rooms.operations().searches().all().latest().stream()
                .map(record -> rooms.operations().searches().find(record.id().text()))
                .forEach(found -> {
                    if (found instanceof Outcome.Done<SearchRecord>(SearchRecord record)) {
                        searches.add(of(record));
                    }
                });
        return Outcome.done(answer);
    }

    Outcome<ObjectNode> discard(Arguments arguments) {
        return found(arguments, "id")
                .then(record -> rooms.operations().searches().discard(record.id()))
                .map(SearchRequests::of);
    }

    Outcome<ObjectNode> resume(Arguments arguments, Progress progress) {
        return found(arguments, "resume")
                .then(record ->
                        rooms.operations()
                                .resume(record.id(), SearchWatcher.NONE, progress)
                                .map(result -> OptimizeRequests.of(record.plan(), result)));
    }

    /// Shows a search on record, and publishes one of its candidates where that is asked.
    Outcome<ObjectNode> show(Arguments arguments, Optional<ModelName> name, Progress progress) {
        Optional<String> choice = arguments.text("publish").filter(it -> !it.equals("none"));
        return switch (found(arguments, "search")) {
            case Outcome.Refused<SearchRecord>(Problem problem) -> Outcome.refused(problem);
            case Outcome.Done<SearchRecord>(SearchRecord record) ->
                    choice.isEmpty()
                            ? Outcome.done(answer(record, Optional.empty()))
                            : rooms.operations()
                                    .publish(
                                            new PublishAttempt(record.id(), choice.get(), name),
                                            progress)
                                    .map(revision -> answer(record, Optional.of(revision)));
        };
    }

    private static ObjectNode answer(SearchRecord record, Optional<Revision> published) {
        return OptimizeRequests.of(
                record.plan(),
                new SearchResult(
                        record.id(),
                        record.state(),
                        record.state().best(record.plan().goal()),
                        published));
    }

    private Outcome<SearchRecord> found(Arguments arguments, String name) {
        String id = arguments.requiredText(name);
        if (!SearchId.isValid(id)) {
            throw arguments.bad(
                    "'%s' is not the id of a search: it has 8 hexadecimal digits.".formatted(id));
        }
        return rooms.operations().searches().find(id);
    }

    private static ObjectNode of(SearchRecord record) {
        ObjectNode answer =
                Json.object()
                        .put("search", record.id().text())
                        .put("parent", record.plan().parent().toString())
                        .put("goal", record.plan().goal().id())
                        .put("begun", record.begun().toString())
                        .put("standing", record.standing().name().toLowerCase(Locale.ROOT))
                        .put("tried", record.state().attempts().size())
                        .put("space", record.state().space());
        record.state().end().ifPresent(end -> answer.put("end", end.name()));
        record.state()
                .best(record.plan().goal())
                .ifPresent(best -> answer.put("best", best.recipe().name()));
        return answer;
    }

    Outcome<ObjectNode> sensitivity(Arguments arguments, Recipe recipe, Progress progress) {
        return rooms.models()
                .resolve(arguments.requiredText("revision"))
                .map(parent ->
                        new MeasureLayers(parent.id(), recipe, arguments.path("calibration")))
                .then(command -> rooms.operations().measureLayers(command, progress))
                .map(ranking -> of(ranking).put("recipe", recipe.name()));
    }

    /// {@return the layers in the order of the graph}
    static ObjectNode of(LayerRanking ranking) {
        ObjectNode answer = Json.object();
        answer.set("layers", Json.mapper().valueToTree(ranking.inGraphOrder()));
        answer.set("left", Json.mapper().valueToTree(ranking.left()));
        return answer;
    }
}
