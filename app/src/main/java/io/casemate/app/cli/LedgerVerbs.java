package io.casemate.app.cli;

import io.casemate.app.control.Request;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ObjectNode;

/// The verbs about the ledger: verify, export.
final class LedgerVerbs {

    private LedgerVerbs() {}

    @Command(
            name = "verify",
            mixinStandardHelpOptions = true,
            description = "Walk the whole ledger; name the first entry that does not hold.")
    static final class Verify extends Verb {

        Verify(Engines engines, Terminal terminal) {
            super(engines, terminal);
        }

        @Override
        Request request() {
            return new Request("ledger verify", arguments());
        }

        @Override
        String text(ObjectNode answer) {
            String verdict =
                    "%s entries hold, root %s"
                            .formatted(
                                    answer.path("entries").asString(),
                                    answer.path("root").asString());
            return answer.path("ok").asBoolean()
                    ? verdict
                    : "The ledger does not hold.%n  %s%n  %s%n  %s%n  %s"
                            .formatted(
                                    answer.path("problem").path("what").asString(),
                                    answer.path("problem").path("why").asString(),
                                    answer.path("problem").path("remedy").asString(),
                                    verdict);
        }

        @Override
        int exitCode(ObjectNode answer) {
            return answer.path("ok").asBoolean() ? ExitCode.DONE : ExitCode.REFUSED;
        }
    }

    @Command(
            name = "export",
            mixinStandardHelpOptions = true,
            description = "Write every entry to a file, one JSON object a line.")
    static final class Export extends Verb {
        @Parameters(paramLabel = "FILE", description = "File to write.")
        Path file = Path.of("");

        Export(Engines engines, Terminal terminal) {
            super(engines, terminal);
        }

        @Override
        Request request() {
            return new Request("ledger export", arguments().put("file", absolute(file)));
        }

        @Override
        String text(ObjectNode answer) {
            return "%s entries written to %s%n  root %s"
                    .formatted(
                            answer.path("entries").asString(),
                            answer.path("file").asString(),
                            answer.path("root").asString());
        }
    }
}
