package io.casemate.app.cli;

import static io.casemate.app.cli.Words.bytes;

import io.casemate.app.control.Request;
import java.util.Locale;
import java.util.StringJoiner;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// The verbs about what models are made of: structure, compare.
final class StructureVerbs {
    private static final String LINE = System.lineSeparator();

    private StructureVerbs() {}

    private static String operations(JsonNode answer) {
        double millions = answer.path("flops").asDouble() / 1e6;
        String figure = String.format(Locale.ROOT, "%,.3f million operations", millions);
        if (answer.path("flopsComplete").asBoolean()) {
            return figure;
        }
        return millions == 0 ? "operations not known: sizes are open" : "at least " + figure;
    }

    @Command(
            name = "structure",
            mixinStandardHelpOptions = true,
            description = "Show the nodes of a revision with shapes and cost.")
    static final class Structure extends RevisionVerb {
        Structure(Engines engines, Terminal terminal) {
            super(engines, terminal);
        }

        @Override
        Request request() {
            return new Request("structure", named());
        }

        @Override
        String text(ObjectNode answer) {
            var lines = new StringJoiner(LINE);
            lines.add(
                    "%s: %s nodes, %s weights, %s"
                            .formatted(
                                    answer.path("model").asString(),
                                    answer.path("nodeCount").asString(),
                                    bytes(answer.path("weightBytes")),
                                    operations(answer)));
            for (var one : answer.path("operators").properties()) {
                lines.add("  %6s  %s".formatted(one.getValue().asString(), one.getKey()));
            }
            for (JsonNode node : answer.path("nodes")) {
                lines.add(
                        "  %-24s %-40s %s"
                                .formatted(
                                        node.path("operator").asString(),
                                        node.path("name").asString(),
                                        node.path("outputs").path(0).path("type").asString("")));
            }
            return lines.toString();
        }
    }

    @Command(
            name = "compare",
            mixinStandardHelpOptions = true,
            description = "Show what changed from one revision to another.")
    static final class Compare extends Verb {
        @Parameters(index = "0", paramLabel = "BEFORE", description = "Digest or name.")
        String before = "";

        @Parameters(index = "1", paramLabel = "AFTER", description = "Digest or name.")
        String after = "";

        Compare(Engines engines, Terminal terminal) {
            super(engines, terminal);
        }

        @Override
        Request request() {
            return new Request("compare", arguments().put("before", before).put("after", after));
        }

        @Override
        String text(ObjectNode answer) {
            var lines = new StringJoiner(LINE);
            lines.add(
                    "%d nodes differ, %s are equal; weights %s -> %s"
                            .formatted(
                                    answer.path("changes").size(),
                                    answer.path("same").asString(),
                                    bytes(answer.path("before").path("weightBytes")),
                                    bytes(answer.path("after").path("weightBytes"))));
            for (JsonNode change : answer.path("changes")) {
                lines.add(
                        "  %-8s %-24s %s"
                                .formatted(
                                        change.path("change").asString().toLowerCase(Locale.ROOT),
                                        change.path("operator").asString(),
                                        change.path("name").asString()));
                for (JsonNode one : change.path("differences")) {
                    lines.add(
                            "             %s: %s -> %s"
                                    .formatted(
                                            (one.path("aspect").asString()
                                                            + " "
                                                            + one.path("detail").asString())
                                                    .strip(),
                                            orNone(one.path("before").asString()),
                                            orNone(one.path("after").asString())));
                }
            }
            return lines.toString();
        }

        private static String orNone(String text) {
            return text.isEmpty() ? "none" : text;
        }
    }
}
