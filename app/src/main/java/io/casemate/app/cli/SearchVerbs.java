package io.casemate.app.cli;

import io.casemate.app.control.Request;
import java.nio.file.Path;
import java.util.Locale;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// The verbs about searches on record, and about single layers: optimize list, optimize discard,
/// sensitivity.
final class SearchVerbs {
    private static final String LINE = System.lineSeparator();

    private SearchVerbs() {}

    private static String line(JsonNode search) {
        return "%s  %-11s %-8s %s of %s tried, revision %s, begun %s"
                .formatted(
                        search.path("search").asString(),
                        search.path("standing").asString(),
                        search.path("goal").asString(),
                        search.path("tried").asString(),
                        search.path("space").asString(),
                        RegistryVerbs.digits(search.path("parent")),
                        Times.toSecond(search.path("begun")));
    }

    @Command(
            name = "list",
            mixinStandardHelpOptions = true,
            description = "List the searches on record, the newest first.")
    static final class ListSearches extends Verb {
        ListSearches(Engines engines, Terminal terminal) {
            super(engines, terminal);
        }

        @Override
        Request request() {
            return new Request("optimize list", arguments());
        }

        @Override
        String text(ObjectNode answer) {
            var lines = new StringJoiner(LINE);
            lines.setEmptyValue("No searches yet.");
            answer.path("searches").forEach(search -> lines.add(line(search)));
            return lines.toString();
        }
    }

    @Command(
            name = "discard",
            mixinStandardHelpOptions = true,
            description = "Forget a search. Variants that were published of it stay.")
    static final class Discard extends Verb {
        @Parameters(paramLabel = "ID", description = "Id of the search.")
        String id = "";

        Discard(Engines engines, Terminal terminal) {
            super(engines, terminal);
        }

        @Override
        Request request() {
            return new Request("optimize discard", arguments().put("id", id));
        }

        @Override
        String text(ObjectNode answer) {
            return "Discarded: " + line(answer);
        }
    }

    @Command(
            name = "sensitivity",
            mixinStandardHelpOptions = true,
            description = {
                "Measure how well each layer bears static INT8 alone: the error of the worst output",
                "and of the layer's own value, in dB."
            })
    static final class Sensitivity extends RevisionVerb {
        private static final double NO_DIFFERENCE = 900;

        @Option(
                names = "--recipe",
                paramLabel = "RECIPE",
                description = "With a step of static INT8. Standard: static-int8.")
        String recipe = "static-int8";

        @Option(
                names = "--calibration",
                paramLabel = "DIR",
                description = "Samples on which ranges are found. Standard: the golden set.")
        @Nullable Path calibration;

        Sensitivity(Engines engines, Terminal terminal) {
            super(engines, terminal);
        }

        @Override
        Request request() {
            ObjectNode arguments = named();
            ModelVerbs.putRecipe(arguments, recipe);
            put(arguments, "calibration", calibration);
            return new Request("sensitivity", arguments);
        }

        @Override
        String text(ObjectNode answer) {
            var lines = new StringJoiner(LINE);
            lines.add("   output   own value  layer");
            for (JsonNode layer : answer.path("layers")) {
                lines.add(
                        "%9s   %9s  %s (%s, %s weights)"
                                .formatted(
                                        decibels(layer.path("snrDb").asDouble()),
                                        decibels(layer.path("ownDb").asDouble()),
                                        layer.path("name").asString(),
                                        layer.path("operator").asString(),
                                        layer.path("parameters").asString()));
            }
            for (JsonNode layer : answer.path("left")) {
                lines.add(
                        "        -           -  %s (%s): stays float, %s"
                                .formatted(
                                        layer.path("name").asString(),
                                        layer.path("operator").asString(),
                                        layer.path("reason").asString()));
            }
            return lines.toString();
        }

        private static String decibels(double value) {
            if (value > NO_DIFFERENCE) {
                return "the same";
            }
            return value < -NO_DIFFERENCE
                    ? "useless"
                    : String.format(Locale.ROOT, "%.1f dB", value);
        }
    }
}
