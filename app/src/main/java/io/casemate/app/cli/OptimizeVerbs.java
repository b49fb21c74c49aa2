package io.casemate.app.cli;

import static io.casemate.app.cli.Words.bytes;

import io.casemate.app.control.Request;
import io.casemate.engine.json.Json;
import io.casemate.engine.quantize.Recipe;
import io.casemate.engine.quantize.RecipeFile;
import io.casemate.engine.quantize.search.Search;
import io.casemate.engine.tasks.Progress;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// The verbs about choosing: optimize, recipe list, recipe show.
final class OptimizeVerbs {
    private static final String LINE = System.lineSeparator();

    private OptimizeVerbs() {}

    static CommandLine recipes(Terminal terminal) {
        return VerbGroup.of(
                "recipe",
                "Show the standard recipes, or print one as a recipe file.",
                List.of(new ListRecipes(terminal), new ShowRecipe(terminal)));
    }

    @Command(
            name = "optimize",
            mixinStandardHelpOptions = true,
            description = {
                "Try recipes on a revision, measure each, and choose by a goal among those that keep",
                "every limit. Nothing is published that misses one."
            })
    static final class Optimize extends Verb {
        @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

        @Parameters(
                arity = "0..1",
                paramLabel = "REVISION",
                description = "Digest, at least 6 digits of one, or a model's name.")
        @Nullable String revision;

        @Option(
                names = "--resume",
                paramLabel = "ID",
                description = "Goes on with a search that was interrupted or stopped.")
        @Nullable String resume;

        @Option(
                names = "--search",
                paramLabel = "ID",
                description = "Shows, or publishes from, a search on record; nothing is searched.")
        @Nullable String search;

        @Option(
                names = "--goal",
                paramLabel = "GOAL",
                description = "size, latency, accuracy or balanced (standard).")
        @Nullable String goal;

        @Option(
                names = "--min-snr",
                paramLabel = "DB",
                description = "Least SNR of the worst output. Standard: 20.")
        @Nullable String minSnr;

        @Option(
                names = "--max-loss",
                paramLabel = "SHARE",
                description = "Right answers that may be lost, such as 0.5%%.")
        @Nullable String maxLoss;

        @Option(names = "--max-p99", paramLabel = "TIME", description = "Such as 5ms.")
        @Nullable String maxP99;

        @Option(names = "--max-size", paramLabel = "SIZE", description = "Such as 20MB.")
        @Nullable String maxSize;

        @Option(
                names = "--budget",
                paramLabel = "TIME",
                description = "After that nothing new is tried. Standard: 5m.")
        @Nullable String budget;

        @Option(
                names = "--calibration",
                paramLabel = "DIR",
                description = "Samples on which ranges are found. Standard: the golden set.")
        @Nullable Path calibration;

        @Option(
                names = "--publish",
                paramLabel = "best|none|N|RECIPE",
                description = {
                    "What is taken into the registry. Standard: none. The number or recipe of a",
                    "candidate goes with --search."
                })
        @Nullable String publish;

        @Option(
                names = "--name",
                description = "Model the variant belongs to. Standard: the parent's.")
        @Nullable String name;

        Optimize(Engines engines, Terminal terminal) {
            super(engines, terminal);
        }

        @Override
        Progress progress(Terminal shown, boolean json) {
            return shown.progress(json, Search.TRIED);
        }

        @Override
        Request request() {
            long given = Stream.of(revision, resume, search).filter(Objects::nonNull).count();
            if (given != 1) {
                throw new ParameterException(
                        spec.commandLine(), "Name one of REVISION, --resume ID and --search ID.");
            }
            ObjectNode arguments = arguments();
            put(arguments, "revision", revision);
            put(arguments, "resume", resume);
            put(arguments, "search", search);
            put(arguments, "goal", goal);
            put(arguments, "minSnr", minSnr);
            put(arguments, "maxLoss", maxLoss);
            put(arguments, "maxP99", maxP99);
            put(arguments, "maxSize", maxSize);
            put(arguments, "budget", budget);
            put(arguments, "calibration", calibration);
            put(arguments, "publish", publish);
            put(arguments, "name", name);
            return new Request(
                    resume != null
                            ? "optimize resume"
                            : search != null ? "optimize search" : "optimize",
                    arguments);
        }

        @Override
        String text(ObjectNode answer) {
            var lines = new StringJoiner(LINE);
            lines.add(
                    "search %s: %s of %s candidates tried for %s"
                            .formatted(
                                    answer.path("search").asString(),
                                    answer.path("tried").asString(),
                                    answer.path("space").asString(),
                                    answer.path("goal").asString()));
            String best = answer.path("best").asString("");
            int width = 0;
            for (JsonNode point : answer.path("points")) {
                width = Math.max(width, point.path("recipe").asString().length());
            }
            int number = 1;
            for (JsonNode point : answer.path("points")) {
                lines.add(line(number++, width, point, best));
            }
            lines.add(
                    best.isEmpty()
                            ? "Nothing keeps every limit: leave the model as it is."
                            : "Best: " + best);
            if (answer.has("published")) {
                lines.add("revision " + answer.path("published").path("revision").asString());
            } else if (!best.isEmpty()) {
                lines.add("Nothing was published. To publish the best:");
                lines.add("  " + publishing(answer.path("search").asString()));
            }
            return lines.toString();
        }

        private String publishing(String id) {
            String data = common.data == null ? "" : " --data '" + absolute(common.data) + "'";
            return "casemate optimize --search " + id + " --publish best" + data;
        }

        private static String line(int number, int width, JsonNode point, String best) {
            String recipe = point.path("recipe").asString();
            String mark = recipe.equals(best) ? "*" : point.path("onFront").asBoolean() ? "+" : " ";
            return "%s %2d  %s  %s"
                    .formatted(
                            mark,
                            number,
                            recipe + " ".repeat(width - recipe.length()),
                            outcome(point));
        }

        private static String outcome(JsonNode point) {
            return switch (point.path("outcome").asString()) {
                case "MEASURED" ->
                        String.format(
                                Locale.ROOT,
                                "%s, %.1f dB, speed ×%.2f%s",
                                bytes(point.path("bytes")),
                                point.path("accuracy").path("snrDb").asDouble(),
                                point.path("latency").path("speedup").asDouble(),
                                point.path("gate").path("passed").asBoolean()
                                        ? ""
                                        : ", misses a limit");
                case "TOO_INACCURATE" ->
                        String.format(
                                Locale.ROOT,
                                "%s, only %.1f dB",
                                bytes(point.path("bytes")),
                                point.path("ranking").path("snrDb").asDouble());
                default -> point.path("problem").path("why").asString();
            };
        }
    }

    @Command(
            name = "list",
            mixinStandardHelpOptions = true,
            description = "List the recipes that need no file.")
    static final class ListRecipes implements Callable<Integer> {
        @Mixin Common common = new Common();
        private final Terminal terminal;

        ListRecipes(Terminal terminal) {
            this.terminal = terminal;
        }

        @Override
        public Integer call() {
            if (common.json) {
                ObjectNode answer = Json.object();
                var names = answer.putArray("recipes");
                Recipe.standard().forEach(recipe -> names.add(recipe.name()));
                terminal.printJson(answer);
            } else {
                Recipe.standard().forEach(recipe -> terminal.print(recipe.name()));
            }
            return ExitCode.DONE;
        }
    }

    @Command(
            name = "show",
            mixinStandardHelpOptions = true,
            description = "Print a standard recipe as a recipe file: canonical JSON.")
    static final class ShowRecipe implements Callable<Integer> {
        @Parameters(paramLabel = "NAME", description = "Name of the recipe.")
        String name = "";

        @CommandLine.Spec private CommandLine.Model.CommandSpec spec;
        private final Terminal terminal;

        ShowRecipe(Terminal terminal) {
            this.terminal = terminal;
        }

        @Override
        public Integer call() {
            Optional<Recipe> recipe = Recipe.find(name);
            if (recipe.isEmpty()) {
                throw new ParameterException(
                        spec.commandLine(),
                        "There is no recipe '%s'; there are: %s.".formatted(name, Recipe.names()));
            }
            terminal.print(RecipeFile.textOf(recipe.get()));
            return ExitCode.DONE;
        }
    }
}
