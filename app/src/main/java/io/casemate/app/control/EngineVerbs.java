package io.casemate.app.control;

import io.casemate.engine.airlock.ImportModel;
import io.casemate.engine.bench.LoadPlan;
import io.casemate.engine.deploy.DeployCommand;
import io.casemate.engine.deploy.Deployment;
import io.casemate.engine.fleet.DeploymentId;
import io.casemate.engine.json.Json;
import io.casemate.engine.models.ModelName;
import io.casemate.engine.problem.EngineException;
import io.casemate.engine.problem.Outcome;
import io.casemate.engine.problem.Problem;
import io.casemate.engine.quantize.Quantize;
import io.casemate.engine.quantize.Recipe;
import io.casemate.engine.quantize.RecipeFile;
import io.casemate.engine.tasks.Progress;
import io.casemate.engine.telemetry.SeriesId;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Carries requests out on the engine of this process.
public final class EngineVerbs implements Verbs {
    private static final System.Logger LOG = System.getLogger(EngineVerbs.class.getName());
    private static final Pattern MODEL_ADDRESS =
            Pattern.compile("(https?://[^/]+)/v2/models/([^/]+)(?:/infer)?/?");
    private static final int MAX_REPLICAS = 1024;
    private static final int MAX_SECONDS = 86_400;
    private static final int MAX_CLIENTS = 4096;

    private final EngineRooms rooms;
    private final RegistryVerbs registry;

    public EngineVerbs(EngineRooms rooms) {
        this.rooms = rooms;
        registry = new RegistryVerbs(rooms);
    }

    /// The one place where a request's defect is caught: the caller learns of it and the console
    /// lives on.
    @Override
    public Outcome<ObjectNode> execute(Request request, Progress progress) {
        var arguments = new Arguments(request.verb(), request.arguments());
        try {
            return dispatch(arguments, progress);
        } catch (Arguments.BadArgument e) {
            return Outcome.refused(e.problem());
        } catch (EngineException e) {
            LOG.log(Level.WARNING, "A request failed: " + request.verb(), e);
            return Outcome.refused(e.problem());
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "Defect in " + request.verb(), e);
            return Outcome.refused(
                    ControlProblem.DEFECT.because(
                            "'%s' was not completed.".formatted(request.verb()),
                            "The console failed where it should not: %s.".formatted(e),
                            "Send us the console's log; it names the place."));
        }
    }

    private Outcome<ObjectNode> dispatch(Arguments arguments, Progress progress) {
        return switch (arguments.verb()) {
            case "import" -> importModel(arguments, progress);
            case "quarantine list" -> quarantine().list();
            case "quarantine purge" -> quarantine().purge(arguments);
            case "quarantine release" -> quarantine().release(arguments);
            case "inspect" -> inspect(arguments, progress);
            case "structure" -> new StructureRequests(rooms.models()).structure(arguments);
            case "compare" -> new StructureRequests(rooms.models()).compare(arguments);
            case "quantize" -> quantize(arguments, progress);
            case "optimize" ->
                    new OptimizeRequests(rooms).optimize(arguments, modelName(arguments), progress);
            case "deploy" -> needsAgent("deploy").orElseGet(() -> deploy(arguments, progress));
            case "undeploy" ->
                    needsAgent("undeploy").orElseGet(() -> undeploy(arguments, progress));
            case "status" -> Outcome.done(status());
            case "bench" -> bench(arguments, progress);
            case "ledger verify" -> Outcome.done(Answers.of(rooms.ledger().verify()));
            case "ledger at" -> registry.at(arguments);
            case "models" -> Outcome.done(registry.list());
            case "models show" -> registry.show(arguments);
            case "models set" -> registry.set(arguments);
            case "models approve" -> registry.approve(arguments);
            case "models retire" -> registry.retire(arguments);
            case "registry policy" -> registry.policy(arguments);
            case "lineage" -> registry.lineage(arguments);
            case "bom" -> registry.bom(arguments);
            case "export" -> new ExportRequests(rooms).export(arguments, progress);
            case "ledger export" -> export(arguments);
            case "sign",
                    "sign new-key",
                    "verify",
                    "trust list",
                    "trust add",
                    "trust remove",
                    "trust policy" ->
                    new SigningRequests(rooms).execute(arguments);
            default ->
                    Outcome.refused(
                            ControlProblem.UNKNOWN_VERB.because(
                                    "'%s' was not carried out.".formatted(arguments.verb()),
                                    "The running console does not know it.",
                                    "Update the older of the two programs."));
        };
    }

    private Outcome<ObjectNode> importModel(Arguments arguments, Progress progress) {
        var command =
                new ImportModel(
                        Path.of(arguments.requiredText("source")),
                        modelName(arguments),
                        arguments.path("golden"));
        return rooms.operations()
                .importModel(command, progress)
                .map(revision -> quarantine().withStages(command, Answers.of(revision)));
    }

    private QuarantineRequests quarantine() {
        return new QuarantineRequests(rooms.operations().airlock());
    }

    private static Optional<ModelName> modelName(Arguments arguments) {
        Optional<String> name = arguments.text("name");
        if (name.isPresent() && !ModelName.isValid(name.get())) {
            throw arguments.bad(
                    "The name '%s' is not allowed: it may have 1 to 64 lower-case letters, digits,"
                                    .formatted(name.get())
                            + " '.', '_' and '-', and starts with a letter or digit.");
        }
        return name.map(ModelName::new);
    }

    private Outcome<ObjectNode> inspect(Arguments arguments, Progress progress) {
        return rooms.operations()
                .inspect(Path.of(arguments.requiredText("source")), progress)
                .map(Answers::of);
    }

    private Outcome<ObjectNode> quantize(Arguments arguments, Progress progress) {
        Optional<ModelName> name = modelName(arguments);
        return recipe(arguments)
                .then(recipe ->
                        rooms.models()
                                .resolve(arguments.requiredText("revision"))
                                .map(parent ->
                                        new Quantize(
                                                parent.id(),
                                                recipe,
                                                name,
                                                arguments.path("calibration"))))
                .then(command -> rooms.operations().quantize(command, progress))
                .map(Answers::ofQuantized);
    }

    private static Outcome<Recipe> recipe(Arguments arguments) {
        Optional<Path> file = arguments.path("recipeFile");
        if (file.isPresent()) {
            return RecipeFile.read(file.get());
        }
        String id = arguments.requiredText("recipe");
        return Outcome.done(
                Recipe.find(id)
                        .orElseThrow(() ->
                                arguments.bad(
                                        "There is no recipe '%s'; there are: %s."
                                                .formatted(id, Recipe.names()))));
    }

    private Optional<Outcome<ObjectNode>> needsAgent(String verb) {
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

    private Outcome<ObjectNode> deploy(Arguments arguments, Progress progress) {
        DeploymentId target = target(arguments);
        int replicas = arguments.count("replicas", 1, MAX_REPLICAS);
        return rooms.models()
                .resolve(arguments.requiredText("revision"))
                .map(revision -> new DeployCommand.Deploy(target, revision.id(), replicas))
                .then(command -> rooms.operations().deploy(command, progress))
                .map(Answers::of);
    }

    private Outcome<ObjectNode> undeploy(Arguments arguments, Progress progress) {
        var command = new DeployCommand.Undeploy(target(arguments));
        return rooms.operations()
                .deploy(command, progress)
                .map(gone ->
                        Json.object().put("deployment", gone.id().text()).put("state", "GONE"));
    }

    private static DeploymentId target(Arguments arguments) {
        String name = arguments.requiredText("name");
        if (!DeploymentId.isValid(name)) {
            throw arguments.bad(
                    "The name '%s' is not allowed: it may have 1 to 64 lower-case letters, digits,"
                                    .formatted(name)
                            + " '.', '_' and '-', and starts with a letter or digit.");
        }
        return new DeploymentId(name);
    }

    private ObjectNode status() {
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

    private Outcome<ObjectNode> bench(Arguments arguments, Progress progress) {
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
                        : deployed(target, arguments)
                                .map(deployment -> plan(deployment, duration, clients));
        return plan.then(load -> rooms.operations().loadTest(load, progress)).map(Answers::of);
    }

    private Outcome<Deployment> deployed(String name, Arguments arguments) {
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

    private Outcome<ObjectNode> export(Arguments arguments) {
        Path file = Path.of(arguments.requiredText("file"));
        try {
            long entries = rooms.ledger().export(file);
            return Outcome.done(
                    Json.object()
                            .put("file", file.toString())
                            .put("entries", entries)
                            .put("root", rooms.ledger().head().latest().root().hex()));
        } catch (IOException e) {
            Problem problem =
                    ControlProblem.UNUSABLE_FOLDER.because(
                            "The ledger was not exported to %s.".formatted(file),
                            e.toString(),
                            "Name a file in a folder that can be written and has room.");
            return Outcome.refused(problem);
        }
    }
}
