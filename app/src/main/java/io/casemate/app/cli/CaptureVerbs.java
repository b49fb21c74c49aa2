package io.casemate.app.cli;

import io.casemate.app.control.Request;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// The verbs about captured requests: start, stop, status, list, delete.
final class CaptureVerbs {

    private CaptureVerbs() {}

    static CommandLine group(Engines engines, Terminal terminal) {
        return VerbGroup.of(
                "capture",
                "Keep requests as calibration data, with consent.",
                List.of(
                        new Start(engines, terminal),
                        new Stop(engines, terminal),
                        new Status(engines, terminal),
                        new ListCaptures(engines, terminal),
                        new Delete(engines, terminal)));
    }

    static String words(JsonNode capture) {
        var text =
                new StringBuilder(
                        "%s  %s%n  %s of %s samples, %s, %s dropped%n  in %s%n  consent: %s"
                                .formatted(
                                        capture.path("capture").asString(),
                                        capture.path("deleted").asBoolean()
                                                ? "deleted"
                                                : capture.path("phase")
                                                        .asString()
                                                        .toLowerCase(Locale.ROOT),
                                        capture.path("samples").asString(),
                                        capture.path("samplesWanted").asString(),
                                        Words.bytes(capture.path("bytes")),
                                        capture.path("dropped").asString(),
                                        capture.path("folder").asString(),
                                        capture.path("consent").asString()));
        if (capture.has("why")) {
            text.append(
                    "%n  %s%n  %s"
                            .formatted(
                                    capture.path("why").asString(),
                                    capture.path("digest").asString()));
        }
        return text.toString();
    }

    @Command(
            name = "start",
            mixinStandardHelpOptions = true,
            description = {
                "Keep the inputs of requests to a deployment.",
                "What is kept may be personal or secret: nothing is kept without consent, which"
                        + " goes into the ledger and beside the samples, and ends with the"
                        + " deployment and with the agent."
            })
    static final class Start extends Verb {
        @Parameters(paramLabel = "DEPLOYMENT", description = "Name of the deployment.")
        String name = "";

        @Option(names = "--samples", required = true, description = "How many at most.")
        int samples;

        @Option(names = "--every", description = "Keep each k-th request. Standard: 1, each.")
        int every = 1;

        @Option(names = "--max-size", description = "Of all together. Standard: 1GiB.")
        @Nullable String maxSize;

        @Option(names = "--out", description = "New or empty folder for the samples.")
        @Nullable Path out;

        @Option(
                names = "--consent",
                required = true,
                description = "Who agreed, and what the samples are for.")
        String consent = "";

        Start(Engines engines, Terminal terminal) {
            super(engines, terminal);
        }

        @Override
        Request request() {
            ObjectNode arguments =
                    arguments()
                            .put("name", name)
                            .put("samples", samples)
                            .put("every", every)
                            .put("consent", consent);
            put(arguments, "maxSize", maxSize);
            put(arguments, "out", out);
            return new Request("capture start", arguments);
        }

        @Override
        String text(ObjectNode answer) {
            return words(answer);
        }
    }

    @Command(
            name = "stop",
            mixinStandardHelpOptions = true,
            description = "Keep no more requests to a deployment.")
    static final class Stop extends Verb {
        @Parameters(paramLabel = "DEPLOYMENT", description = "Name of the deployment.")
        String name = "";

        Stop(Engines engines, Terminal terminal) {
            super(engines, terminal);
        }

        @Override
        Request request() {
            return new Request("capture stop", arguments().put("name", name));
        }

        @Override
        String text(ObjectNode answer) {
            return words(answer);
        }
    }

    /// Both tell several captures.
    private abstract static class Listing extends Verb {
        @Parameters(paramLabel = "DEPLOYMENT", arity = "0..1", description = "Only its captures.")
        @Nullable String name;

        private final String verb;

        Listing(Engines engines, Terminal terminal, String verb) {
            super(engines, terminal);
            this.verb = verb;
        }

        @Override
        Request request() {
            ObjectNode arguments = arguments();
            put(arguments, "name", name);
            return new Request(verb, arguments);
        }

        @Override
        String text(ObjectNode answer) {
            List<String> all =
                    answer.path("captures").valueStream().map(CaptureVerbs::words).toList();
            return all.isEmpty() ? "none" : String.join("%n".formatted(), all);
        }
    }

    @Command(
            name = "status",
            mixinStandardHelpOptions = true,
            description = "The captures that run.")
    static final class Status extends Listing {

        Status(Engines engines, Terminal terminal) {
            super(engines, terminal, "capture status");
        }
    }

    @Command(
            name = "list",
            mixinStandardHelpOptions = true,
            description = "All captures, with consent, count and digest.")
    static final class ListCaptures extends Listing {

        ListCaptures(Engines engines, Terminal terminal) {
            super(engines, terminal, "capture list");
        }
    }

    @Command(
            name = "delete",
            mixinStandardHelpOptions = true,
            description = "Delete what a capture kept; the ledger goes on saying that it was.")
    static final class Delete extends Verb {
        @Parameters(paramLabel = "CAPTURE", description = "As 'capture list' names it.")
        String capture = "";

        Delete(Engines engines, Terminal terminal) {
            super(engines, terminal);
        }

        @Override
        Request request() {
            return new Request("capture delete", arguments().put("capture", capture));
        }

        @Override
        String text(ObjectNode answer) {
            return answer.path("capture").asString() + " was deleted.";
        }
    }
}
