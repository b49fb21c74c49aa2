package io.casemate.app.cli;

import io.casemate.app.control.Request;
import java.util.Locale;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// The verbs about which variant may serve where: admit, admissions.
final class AdmissionVerbs {
    private static final String LINE = System.lineSeparator();

    private AdmissionVerbs() {}

    @Command(
            name = "admit",
            mixinStandardHelpOptions = true,
            description = {
                "Run the gate of a variant on this machine, unless that was done on its class of",
                "hosts. With a limit, or with --again, it is run in any case. Exit code 3: not passed."
            })
    static final class Admit extends RevisionVerb {
        @Option(
                names = "--gate-snr",
                paramLabel = "DB",
                description = "Least SNR of the worst output. Standard: 20.")
        @Nullable String snr;

        @Option(
                names = "--gate-loss",
                paramLabel = "SHARE",
                description = "Right answers that may be lost, such as 0.5%%.")
        @Nullable String loss;

        @Option(names = "--gate-p99", paramLabel = "TIME", description = "Such as 5ms.")
        @Nullable String p99;

        @Option(names = "--gate-size", paramLabel = "SIZE", description = "Such as 20MB.")
        @Nullable String size;

        @Option(names = "--again", description = "Run it although there is a result.")
        boolean again;

        Admit(Engines engines, Terminal terminal) {
            super(engines, terminal);
        }

        @Override
        Request request() {
            ObjectNode arguments = named().put("again", again);
            put(arguments, "minSnr", snr);
            put(arguments, "maxLoss", loss);
            put(arguments, "maxP99", p99);
            put(arguments, "maxSize", size);
            return new Request("admit", arguments);
        }

        @Override
        String text(ObjectNode answer) {
            var lines = new StringJoiner(LINE);
            lines.add(
                    (answer.path("passed").asBoolean() ? "admitted: " : "not admitted: ")
                            + answer.path("revision").asString());
            lines.add("  hosts      " + answer.path("hostClassWords").asString());
            lines.add("  gate       " + answer.path("gate").path("name").asString());
            answer.path("gate").path("checks").forEach(check -> lines.add(line(check)));
            lines.add(
                    "  run        %s by %s"
                            .formatted(
                                    Times.toSecond(answer.path("when")),
                                    answer.path("operator").asString()));
            return lines.toString();
        }

        private static String line(JsonNode check) {
            return "  %-10s %s: %s"
                    .formatted(
                            check.path("isKept").asBoolean() ? "kept" : "MISSED",
                            check.path("limit").asString(),
                            check.path("measured").asString());
        }

        @Override
        int exitCode(ObjectNode answer) {
            return answer.path("passed").asBoolean() ? ExitCode.DONE : ExitCode.REFUSED;
        }
    }

    @Command(
            name = "admissions",
            mixinStandardHelpOptions = true,
            description = "Which variants may serve on which classes of hosts.")
    static final class Admissions extends Verb {
        @Parameters(
                paramLabel = "REVISION",
                arity = "0..1",
                description = "A variant, or an original for all of its variants. Standard: all.")
        @Nullable String revision;

        Admissions(Engines engines, Terminal terminal) {
            super(engines, terminal);
        }

        @Override
        Request request() {
            ObjectNode arguments = arguments();
            put(arguments, "revision", revision);
            return new Request("admissions", arguments);
        }

        @Override
        String text(ObjectNode answer) {
            var lines = new StringJoiner(LINE);
            JsonNode classes = answer.path("hostClasses");
            for (JsonNode type : classes) {
                lines.add(
                        "%s  %s%s"
                                .formatted(
                                        type.path("id").asString(),
                                        type.path("words").asString(),
                                        type.path("here").asBoolean() ? " (this machine)" : ""));
            }
            for (JsonNode variant : answer.path("variants")) {
                lines.add(
                        "%s  %s, %s"
                                .formatted(
                                        RegistryVerbs.digits(variant.path("revision")),
                                        variant.path("model").asString(),
                                        variant.path("recipe").asString()));
                for (JsonNode type : classes) {
                    lines.add("  %s".formatted(cell(type, variant.path("admissions"))));
                }
            }
            return answer.path("variants").isEmpty()
                    ? lines.add("No variants.").toString()
                    : lines.toString();
        }

        private static String cell(JsonNode type, JsonNode cells) {
            String id = type.path("id").asString();
            for (JsonNode cell : cells) {
                if (cell.path("hostClass").asString().equals(id)) {
                    return id + "  " + line(cell);
                }
            }
            return id + "  not run";
        }
    }

    /// {@return a cell of the matrix, such as `admitted, 24.3 dB, speed ×1.40, 2030-01-31T…`}
    static String line(JsonNode cell) {
        var words = new StringJoiner(", ");
        words.add(cell.path("passed").asBoolean() ? "admitted" : "REFUSED");
        if (cell.has("accuracy")) {
            words.add(
                    String.format(
                            Locale.ROOT,
                            "%.1f dB, speed ×%.2f",
                            cell.path("accuracy").path("snrDb").asDouble(),
                            cell.path("latency").path("speedup").asDouble()));
        }
        return words.add(Times.toSecond(cell.path("when"))).toString();
    }
}
