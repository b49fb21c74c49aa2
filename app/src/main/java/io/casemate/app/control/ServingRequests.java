package io.casemate.app.control;

import io.casemate.engine.bench.LoadPlan;
import io.casemate.engine.deploy.DeployCommand;
import io.casemate.engine.deploy.Deployment;
import io.casemate.engine.fleet.DeploymentId;
import io.casemate.engine.json.Json;
import io.casemate.engine.models.RevisionId;
import io.casemate.engine.problem.Outcome;
import io.casemate.engine.tasks.Progress;
import io.casemate.engine.telemetry.SeriesId;
import io.casemate.engine.tuning.ProfileChoice;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Requests about what serves: deploy, undeploy, status, bench.
record ServingRequests(EngineRooms rooms) {
    private static final Pattern MODEL_ADDRESS =
            Pattern.compile("(https?://[^/]+)/v2/models/([^/]+)(?:/infer)?/?");
    private static final int MAX_REPLICAS = 1024;
    private static final int MAX_SECONDS = 86_400;
    private static final int MAX_CLIENTS = 4096;

    /// {@return the refusal of `verb` where nothing would keep serving}
    static Optional<Outcome<ObjectNode>> needsAgent(EngineRooms rooms, String verb) {
        if (rooms.serves()) {
            return Optional.empty();
        }
        return Optional.of(
                Outcome.refused(
                        ControlProblem.NO_OWNER.because(
                                "'%s' was not carried out.".formatted(verb),
                                "No console runs on this data folder, so nothing would keep serving.",
                                "Open the console, or start 'casemate serve', with the same --data.")));
    }

    Outcome<ObjectNode> deploy(Arguments arguments, Progress progress) {
        return needsAgent(rooms, "deploy").orElseGet(() -> deployed(arguments, progress));
    }

    private Outcome<ObjectNode> deployed(Arguments arguments, Progress progress) {
        DeploymentId target = target(arguments);
        ProfileChoice choice = TuneRequests.choice(arguments);
        return rooms.models()
                .resolve(arguments.requiredText("revision"))
                .then(revision ->
                        replicas(arguments, choice, revision.id())
                                .map(replicas ->
                                        new DeployCommand.Deploy(
                                                target, revision.id(), replicas, choice)))
                .then(command -> rooms.operations().deploy(command, progress))
                .map(deployment ->
                        new AdmissionRequests(rooms)
                                .withAdmission(Answers.of(deployment), deployment));
    }

    /// {@return as many as asked for; else as many instances as the profile advises}
    private Outcome<Integer> replicas(
            Arguments arguments, ProfileChoice choice, RevisionId revision) {
        return rooms.tunings()
                .choose(choice, revision)
                .map(profile -> profile.map(it -> it.chosen().instances()).orElse(1))
                .map(advised -> arguments.count("replicas", advised, MAX_REPLICAS));
    }

    Outcome<ObjectNode> undeploy(Arguments arguments, Progress progress) {
        return needsAgent(rooms, "undeploy").orElseGet(() -> withdrawn(arguments, progress));
    }

    private Outcome<ObjectNode> withdrawn(Arguments arguments, Progress progress) {
        var command = new DeployCommand.Undeploy(target(arguments));
        return rooms.operations()
                .deploy(command, progress)
                .map(gone ->
                        Json.object().put("deployment", gone.id().text()).put("state", "GONE"));
    }

    /// {@return the deployment that `name` is}
    static DeploymentId target(Arguments arguments) {
        String name = arguments.requiredText("name");
        if (!DeploymentId.isValid(name)) {
            throw arguments.badName(name);
        }
        return new DeploymentId(name);
    }

    ObjectNode status() {
        ObjectNode answer = Json.object().put("serving", rooms.serves());
        ArrayNode hosts = answer.putArray("hosts");
        rooms.fleet().hosts().latest().forEach(host -> hosts.add(Answers.of(host)));
        ArrayNode deployments = answer.putArray("deployments");
        for (Deployment deployment : rooms.deployments().all().latest()) {
            var series = new SeriesId(deployment.id().text());
            var latency = Optional.ofNullable(rooms.latencies().live().latest().get(series));
            deployments.add(Answers.of(deployment, latency));
        }
        ArrayNode revisions = answer.putArray("revisions");
        rooms.models()
                .registry()
                .latest()
                .revisions()
                .forEach(revision -> revisions.add(Answers.of(revision)));
        ArrayNode attention = answer.putArray("attention");
        rooms.attention().items().latest().forEach(item -> attention.add(Answers.of(item)));
        var head = rooms.ledger().head().latest();
        answer.putObject("ledger").put("entries", head.size()).put("root", head.root().hex());
        return answer;
    }

    Outcome<ObjectNode> bench(Arguments arguments, Progress progress) {
        String target = arguments.requiredText("target");
        Matcher address = MODEL_ADDRESS.matcher(target);
        Duration duration = Duration.ofSeconds(arguments.count("seconds", 10, MAX_SECONDS));
        int clients = arguments.count("clients", 4, MAX_CLIENTS);
        Outcome<LoadPlan> plan =
                address.matches()
                        ? Outcome.done(
                                new LoadPlan(
                                        URI.create(address.group(1)),
                                        address.group(2),
                                        duration,
                                        clients,
                                        Optional.empty()))
                        : serving(target, arguments)
                                .map(deployment -> plan(deployment, duration, clients));
        return plan.then(load -> rooms.operations().loadTest(load, progress)).map(Answers::of);
    }

    private Outcome<Deployment> serving(String name, Arguments arguments) {
        return rooms.deployments().all().latest().stream()
                .filter(deployment -> deployment.id().text().equals(name))
                .filter(deployment -> deployment.endpoint().isPresent())
                .findFirst()
                .map(Outcome::done)
                .orElseGet(() ->
                        Outcome.refused(
                                arguments
                                        .bad(
                                                "No deployment '%s' serves, and it is no address of the form http://HOST:PORT/v2/models/NAME."
                                                        .formatted(name))
                                        .problem()));
    }

    private LoadPlan plan(Deployment deployment, Duration duration, int clients) {
        return new LoadPlan(
                deployment.endpoint().orElseThrow(),
                deployment.id().text(),
                duration,
                clients,
                rooms.models().goldenFolder(deployment.revision()));
    }
}
