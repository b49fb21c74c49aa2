package io.casemate.app.control;

import io.casemate.engine.airlock.ImportModel;
import io.casemate.engine.json.Json;
import io.casemate.engine.models.ModelName;
import io.casemate.engine.problem.EngineException;
import io.casemate.engine.problem.Outcome;
import io.casemate.engine.problem.Problem;
import io.casemate.engine.quantize.KeptLayers;
import io.casemate.engine.quantize.Quantize;
import io.casemate.engine.quantize.Recipe;
import io.casemate.engine.quantize.RecipeFile;
import io.casemate.engine.tasks.Progress;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/// Carries requests out on the engine of this process.
public final class EngineVerbs implements Verbs {
    private static final System.Logger LOG = System.getLogger(EngineVerbs.class.getName());

    private static final int MOST_SYNTHETIC = 10_000;

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
            case "optimize resume" -> new SearchRequests(rooms).resume(arguments, progress);
            case "optimize search" ->
                    new SearchRequests(rooms).show(arguments, modelName(arguments), progress);
            case "optimize list" -> new SearchRequests(rooms).list();
            case "optimize discard" -> new SearchRequests(rooms).discard(arguments);
            case "sensitivity" ->
                    recipe(arguments)
                            .then(it ->
                                    new SearchRequests(rooms).sensitivity(arguments, it, progress));
            case "admit" -> new AdmissionRequests(rooms).admit(arguments, progress);
            case "admissions" -> new AdmissionRequests(rooms).matrix(arguments);
            case "profile",
                    "profile show",
                    "profile placement",
                    "profile import",
                    "profile export" ->
                    new TuneRequests(rooms).execute(arguments, progress);
            case "deploy" -> new ServingRequests(rooms).deploy(arguments, progress);
            case "undeploy" -> new ServingRequests(rooms).undeploy(arguments, progress);
            case "capture start",
                    "capture stop",
                    "capture status",
                    "capture list",
                    "capture delete" ->
                    new CaptureRequests(rooms).execute(arguments);
            case "status" -> Outcome.done(new ServingRequests(rooms).status());
            case "bench" -> new ServingRequests(rooms).bench(arguments, progress);
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
            throw arguments.badName(name.get());
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
                .map(recipe -> keeping(recipe, arguments))
                .then(recipe ->
                        rooms.models()
                                .resolve(arguments.requiredText("revision"))
                                .map(parent ->
                                        new Quantize(
                                                parent.id(),
                                                recipe,
                                                name,
                                                arguments.path("calibration"),
                                                arguments.number("synthetic", MOST_SYNTHETIC))))
                .then(command -> rooms.operations().quantize(command, progress))
                .map(Answers::ofQuantized);
    }

    private static Recipe keeping(Recipe recipe, Arguments arguments) {
        List<String> names = arguments.texts("keep");
        if (names.isEmpty()) {
            return recipe;
        }
        if (recipe.isSearched()) {
            throw arguments.bad(
                    "keep needs a recipe with steps, and those of %s are searched for."
                            .formatted(recipe.name()));
        }
        return KeptLayers.of(recipe, names);
    }

    private static Outcome<Recipe> recipe(Arguments arguments) {
        Optional<Path> file = arguments.path("recipeFile");
        if (file.isPresent()) {
            return RecipeFile.read(file.get());
        }
        String id = arguments.requiredText("recipe");
        return Outcome.done(arguments.known("recipe", id, Recipe.find(id), Recipe.names()));
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
