package io.casemate.app.control;

import io.casemate.engine.json.Json;
import io.casemate.engine.models.Revision;
import io.casemate.engine.models.RevisionId;
import io.casemate.engine.problem.Outcome;
import io.casemate.engine.runtime.ExecutionProvider;
import io.casemate.engine.tasks.Progress;
import io.casemate.engine.tuning.Demand;
import io.casemate.engine.tuning.PlacementPlan;
import io.casemate.engine.tuning.PlacementProof;
import io.casemate.engine.tuning.ProfileChoice;
import io.casemate.engine.tuning.ProfileFile;
import io.casemate.engine.tuning.TunePlan;
import io.casemate.engine.tuning.TuneWatcher;
import io.casemate.engine.tuning.TuningGoal;
import io.casemate.engine.tuning.TuningProfile;
import java.nio.file.Path;
import java.util.Optional;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Requests about tuning profiles.
record TuneRequests(EngineRooms rooms) {

    Outcome<ObjectNode> execute(Arguments arguments, Progress progress) {
        return switch (arguments.verb()) {
            case "profile" -> tune(arguments, progress);
            case "profile placement" -> placement(arguments, progress);
            case "profile show" ->
                    revision(arguments)
                            .then(rooms.tunings()::show)
                            .map(recorded ->
                                    of(recorded.profile())
                                            .put("source", recorded.source().name())
                                            .put("recorded", recorded.time().toString()));
            case "profile import" ->
                    rooms.tunings()
                            .importProfile(Path.of(arguments.requiredText("file")))
                            .map(TuneRequests::of);
            case "profile export" ->
                    revision(arguments)
                            .then(id ->
                                    rooms.tunings()
                                            .exportProfile(
                                                    id, Path.of(arguments.requiredText("out"))))
                            .map(file -> Json.object().put("file", file.toString()));
            default -> throw arguments.bad("There is no such verb about profiles.");
        };
    }

    /// {@return under which profile a deployment is asked for}
    static ProfileChoice choice(Arguments arguments) {
        Optional<Path> file = arguments.path("profileFile");
        if (file.isPresent()) {
            return new ProfileChoice.InFile(file.get());
        }
        return arguments.text("profile").filter("none"::equals).isPresent()
                ? new ProfileChoice.None()
                : new ProfileChoice.Recorded();
    }

    private Outcome<RevisionId> revision(Arguments arguments) {
        return rooms.models().resolve(arguments.requiredText("revision")).map(Revision::id);
    }

    private Outcome<ObjectNode> tune(Arguments arguments, Progress progress) {
        String id = arguments.text("goal").orElse(TuningGoal.LATENCY.id());
        TuningGoal goal = arguments.known("goal", id, TuningGoal.find(id), TuningGoal.ids());
        var budget = new Amounts(arguments).duration("budget").orElse(TunePlan.STANDARD_BUDGET);
        Optional<Demand> demand = demand(arguments);
        return revision(arguments)
                .map(revision -> new TunePlan(revision, goal, budget, demand))
                .then(plan -> rooms.operations().tune(plan, TuneWatcher.NONE, progress))
                .then(profile -> kept(profile, arguments.path("out")));
    }

    private Outcome<ObjectNode> kept(TuningProfile profile, Optional<Path> file) {
        return file.isPresent()
                ? rooms.tunings()
                        .exportProfile(profile.revision(), file.get())
                        .map(written -> of(profile).put("file", written.toString()))
                : Outcome.done(of(profile));
    }

    private Outcome<ObjectNode> placement(Arguments arguments, Progress progress) {
        Optional<Demand> demand = demand(arguments);
        return revision(arguments)
                .then(id -> rooms.operations().placement(new PlacementPlan(id, demand), progress))
                .map(TuneRequests::of);
    }

    private static Optional<Demand> demand(Arguments arguments) {
        return arguments
                .text("provider")
                .map(id ->
                        arguments.known(
                                "provider",
                                id,
                                ExecutionProvider.find(id),
                                ExecutionProvider.ids()))
                .map(provider -> new Demand(provider, arguments.text("allowFallback").isPresent()));
    }

    private static ObjectNode of(TuningProfile profile) {
        ObjectNode answer = Json.object().put("profile", profile.id());
        answer.put("hostWords", profile.host().words());
        answer.put("settings", profile.chosen().words());
        ArrayNode words = answer.putArray("tried");
        profile.search().trials().forEach(trial -> words.add(trial.setting().words()));
        answer.set("content", Json.mapper().readTree(ProfileFile.textOf(profile)));
        return answer;
    }

    private static ObjectNode of(PlacementProof proof) {
        ObjectNode answer = Json.treeOf(proof);
        answer.put("words", proof.settings().words()).put("micros", proof.micros());
        answer.set("shares", Json.mapper().valueToTree(proof.shares()));
        return answer;
    }
}
