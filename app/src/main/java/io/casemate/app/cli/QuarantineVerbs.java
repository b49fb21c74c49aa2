package io.casemate.app.cli;

import io.casemate.app.control.Request;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// The verbs about refused models that wait in quarantine.
final class QuarantineVerbs {

    private QuarantineVerbs() {}

    static CommandLine group(Engines engines, Terminal terminal) {
        return VerbGroup.of(
                "quarantine",
                "List or purge refused models, and copies that were interrupted.",
                List.of(
                        new ListItems(engines, terminal),
                        new Purge(engines, terminal),
                        new Release(engines, terminal)));
    }

    @Command(
            name = "list",
            mixinStandardHelpOptions = true,
            description = {
                "List the refused models, newest first, and why each was refused; then the copies that",
                "were interrupted and go on when the same file is imported again."
            })
    static final class ListItems extends Verb {

        ListItems(Engines engines, Terminal terminal) {
            super(engines, terminal);
        }

        @Override
        Request request() {
            return new Request("quarantine list", arguments());
        }

        @Override
        String text(ObjectNode answer) {
            if (answer.path("items").isEmpty() && answer.path("interrupted").isEmpty()) {
                return "Nothing waits in quarantine.";
            }
            var text = new StringBuilder();
            for (JsonNode item : answer.path("items")) {
                line(text, item, item.path("code").asString(), item.path("why").asString());
            }
            for (JsonNode copy : answer.path("interrupted")) {
                String told =
                        "%s copied; 'casemate import %s' goes on there"
                                .formatted(
                                        Words.bytes(copy.path("bytes")),
                                        copy.path("path").asString());
                line(text, copy, "copy", told);
            }
            return text.toString().stripTrailing();
        }

        private static void line(StringBuilder text, JsonNode item, String code, String told) {
            JsonNode size = item.has("of") ? item.path("of") : item.path("bytes");
            text.append(
                    String.format(
                            Locale.ROOT,
                            "%s  %-9s  %9s  %s  %s%n    %s%n",
                            item.path("id").asString(),
                            code,
                            Words.bytes(size),
                            Times.toSecond(item.path("when")),
                            item.path("source").asString(),
                            told));
        }
    }

    @Command(
            name = "purge",
            mixinStandardHelpOptions = true,
            description =
                    "Delete a refused model or an interrupted copy; the ledger keeps the story.")
    static final class Purge extends Verb {
        @Parameters(paramLabel = "ID", description = "As 'quarantine list' shows it.")
        String id = "";

        Purge(Engines engines, Terminal terminal) {
            super(engines, terminal);
        }

        @Override
        Request request() {
            return new Request("quarantine purge", arguments().put("id", id));
        }

        @Override
        String text(ObjectNode answer) {
            return "%s purged: %s, %s"
                    .formatted(
                            answer.path("id").asString(),
                            answer.path("source").asString(),
                            Words.bytes(answer.path("bytes")));
        }
    }

    @Command(
            name = "release",
            mixinStandardHelpOptions = true,
            description = {
                "Let a refused model in nevertheless. Always refused (AL-1201): that takes the",
                "approval of a second person, which needs access control first."
            })
    static final class Release extends Verb {
        @Parameters(paramLabel = "ID", description = "As 'quarantine list' shows it.")
        String id = "";

        Release(Engines engines, Terminal terminal) {
            super(engines, terminal);
        }

        @Override
        Request request() {
            return new Request("quarantine release", arguments().put("id", id));
        }

        @Override
        String text(ObjectNode answer) {
            return answer.path("revision").asString();
        }
    }
}
