package io.casemate.app.control;

import io.casemate.engine.json.Json;
import io.casemate.engine.models.ModelName;
import io.casemate.engine.models.QuantizationCard.Speed;
import io.casemate.engine.models.Revision;
import io.casemate.engine.problem.Outcome;
import io.casemate.engine.quantize.RecipeFile;
import io.casemate.engine.quantize.search.Attempt;
import io.casemate.engine.quantize.search.Gate;
import io.casemate.engine.quantize.search.Goal;
import io.casemate.engine.quantize.search.SearchPlan;
import io.casemate.engine.quantize.search.SearchResult;
import io.casemate.engine.quantize.search.SearchWatcher;
import io.casemate.engine.tasks.Progress;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Carries out searches with a goal.
record OptimizeRequests(EngineRooms rooms) {
    private static final double NANOS_PER_MICRO = 1000;

    Outcome<ObjectNode> optimize(Arguments arguments, Optional<ModelName> name, Progress progress) {
        Goal goal = goal(arguments);
        var amounts = new Amounts(arguments);
        Gate gate = gate(amounts);
        boolean publishes = publishes(arguments);
        var budget = amounts.duration("budget").orElse(SearchPlan.STANDARD_BUDGET);
        return rooms.models()
                .resolve(arguments.requiredText("revision"))
                .map(Revision::id)
                .map(id ->
                        new SearchPlan(
                                id,
                                goal,
                                gate,
                                budget,
                                publishes,
                                arguments.path("calibration"),
                                name))
                .then(plan ->
                        rooms.operations()
                                .optimize(plan, SearchWatcher.NONE, progress)
                                .map(result -> of(plan, result)));
    }

    private static Goal goal(Arguments arguments) {
        String id = arguments.text("goal").orElse(Goal.BALANCED.id());
        return arguments.known("goal", id, Goal.find(id), Goal.ids());
    }

    private static boolean publishes(Arguments arguments) {
        return switch (arguments.text("publish").orElse("none")) {
            case "best" -> true;
            case "none" -> false;
            default ->
                    throw arguments.bad(
                            "publish is best or none; a number or a recipe needs --search ID.");
        };
    }

    /// {@return the limits that were given, on top of the standard ones}
    static Gate gate(Amounts amounts) {
        Optional<Double> snr = amounts.decibels("minSnr");
        Optional<Double> loss = amounts.share("maxLoss");
        Optional<Double> p99 =
                amounts.duration("maxP99").map(time -> time.toNanos() / NANOS_PER_MICRO);
        var bytes = amounts.bytes("maxSize");
        boolean isStandard = Stream.of(snr, loss, p99, bytes).allMatch(Optional::isEmpty);
        return isStandard
                ? Gate.STANDARD
                : new Gate(
                        "own", snr.orElse(Gate.STANDARD_SNR_DB), number(loss), number(p99), bytes);
    }

    private static OptionalDouble number(Optional<Double> value) {
        return value.map(OptionalDouble::of).orElse(OptionalDouble.empty());
    }

    static ObjectNode of(SearchPlan plan, SearchResult result) {
        ObjectNode answer =
                Json.object().put("search", result.id().text()).put("goal", plan.goal().id());
        answer.set("limits", Json.mapper().valueToTree(plan.gate().limits()));
        answer.put("tried", result.state().attempts().size());
        answer.put("space", result.state().space());
        result.state().end().ifPresent(end -> answer.put("end", end.name()));
        result.best()
                .ifPresentOrElse(
                        best -> answer.put("best", best.recipe().name()),
                        () -> answer.put("decision", "leave the model as it is"));
        result.published().ifPresent(revision -> answer.set("published", Answers.of(revision)));
        List<Attempt.Measured> front = result.state().front();
        ArrayNode points = answer.putArray("points");
        for (Attempt attempt : result.state().attempts()) {
            ObjectNode point = of(attempt);
            point.put(
                    "onFront",
                    attempt instanceof Attempt.Measured measured && front.contains(measured));
            points.add(point);
        }
        result.state()
                .ranking()
                .ifPresent(ranking -> answer.set("sensitivity", SearchRequests.of(ranking)));
        return answer;
    }

    private static ObjectNode of(Attempt attempt) {
        ObjectNode answer = Json.object().put("recipe", attempt.recipe().name());
        switch (attempt) {
            case Attempt.Measured one -> {
                sizes(answer.put("outcome", "MEASURED"), one.sizes());
                answer.put("speed", Speed.of(one.latency()).name());
                answer.set("ranking", MeasureAnswers.of(one.ranking()));
                answer.set("accuracy", MeasureAnswers.of(one.report()));
                answer.set("latency", MeasureAnswers.of(one.latency()));
                answer.set("gate", MeasureAnswers.of(one.verdict()));
                cost(answer, one.cost());
            }
            case Attempt.TooInaccurate one -> {
                sizes(answer.put("outcome", "TOO_INACCURATE"), one.sizes());
                answer.set("ranking", MeasureAnswers.of(one.ranking()));
                cost(answer, one.cost());
            }
            case Attempt.Failed one -> {
                answer.put("outcome", "FAILED");
                answer.set("problem", ProblemJson.published(one.problem()));
            }
        }
        answer.set("recipeFile", Json.mapper().readTree(RecipeFile.textOf(attempt.recipe())));
        return answer;
    }

    private static void sizes(ObjectNode answer, Attempt.Sizes sizes) {
        answer.put("bytes", sizes.bytes().count())
                .put("parentBytes", sizes.parentBytes().count())
                .put("quantizedNodes", sizes.nodes());
    }

    private static void cost(ObjectNode answer, Attempt.Cost cost) {
        answer.put("cpuSeconds", cost.cpuSeconds());
        cost.peakMemory().ifPresent(peak -> answer.put("peakMemoryBytes", peak.count()));
    }
}
