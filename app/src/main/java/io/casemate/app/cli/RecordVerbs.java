package io.casemate.app.cli;

import io.casemate.app.control.Request;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// The verbs that tell what is on record: lineage, bom, ledger at.
final class RecordVerbs {

    private RecordVerbs() {}

    @Command(
            name = "lineage",
            mixinStandardHelpOptions = true,
            description = "Show where a revision comes from and where it went.")
    static final class ShowLineage extends RevisionVerb {
        ShowLineage(Engines engines, Terminal terminal) {
            super(engines, terminal);
        }

        @Override
        Request request() {
            return new Request("lineage", named());
        }

        @Override
        String text(ObjectNode answer) {
            return LineageText.of(answer);
        }
    }

    @Command(
            name = "bom",
            mixinStandardHelpOptions = true,
            description = "Write the bill of materials of a revision, CycloneDX 1.6.")
    static final class WriteBom extends RevisionVerb {
        @Option(names = "--out", paramLabel = "FILE", description = "Standard: print it.")
        @Nullable Path out;

        WriteBom(Engines engines, Terminal terminal) {
            super(engines, terminal);
        }

        @Override
        Request request() {
            ObjectNode arguments = named();
            put(arguments, "out", out);
            return new Request("bom", arguments);
        }

        @Override
        String text(ObjectNode answer) {
            return answer.has("file")
                    ? "Bill of materials written to " + answer.path("file").asString()
                    : answer.toPrettyString();
        }
    }

    @Command(
            name = "at",
            mixinStandardHelpOptions = true,
            description = "Show what was decided to serve at a time, and what changed since.")
    static final class At extends Verb {
        @Parameters(paramLabel = "TIME", description = "Such as 2030-01-31T14:30:00Z.")
        String time = "";

        At(Engines engines, Terminal terminal) {
            super(engines, terminal);
        }

        @Override
        Request request() {
            return new Request("ledger at", arguments().put("time", time));
        }

        @Override
        String text(ObjectNode answer) {
            var text = new StringBuilder();
            text.append(
                    "At %s, after %s entries%n"
                            .formatted(
                                    answer.path("time").asString(),
                                    answer.path("entries").asString()));
            if (answer.path("serving").isEmpty()) {
                text.append("  nothing was to serve\n");
            }
            answer.path("serving").forEach(served -> text.append(served(served)));
            text.append("Since then\n");
            if (answer.path("changes").isEmpty()) {
                text.append("  nothing has changed\n");
            }
            answer.path("changes")
                    .forEach(change -> text.append("  ").append(change.asString()).append('\n'));
            return text.toString().stripTrailing();
        }

        private static String served(JsonNode served) {
            JsonNode revision = served.path("revision");
            JsonNode approval = served.path("approval");
            return "  %s  %s, %s, %s%n    %s%n    since %s, deployed by %s; %s%n"
                    .formatted(
                            served.path("deployment").asString(),
                            "replicas: " + served.path("replicas").asString(),
                            served.path("host").asString(),
                            revision.path("model").asString(),
                            revision.path("id").asString(),
                            Times.toSecond(served.path("since")),
                            served.path("deployedBy").asString(),
                            approval.isObject()
                                    ? "approved by %s at %s"
                                            .formatted(
                                                    approval.path("actor").asString(),
                                                    approval.path("time").asString())
                                    : "not approved");
        }
    }
}
