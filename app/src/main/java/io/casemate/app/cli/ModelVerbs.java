package io.casemate.app.cli;

import static io.casemate.app.cli.Words.bytes;
import static io.casemate.app.cli.Words.micros;
import static io.casemate.app.cli.Words.percent;

import io.casemate.app.control.Request;
import io.casemate.engine.tasks.Progress;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// The verbs about models: import, inspect, quantize.
final class ModelVerbs {

    private ModelVerbs() {}

    @Command(
            name = "import",
            mixinStandardHelpOptions = true,
            description = {
                "Bring a model in through the airlock.",
                "A refused model stays in quarantine until it is purged; there is no override: that",
                "takes a second person, and access control first.",
                "The copy of a large file that is interrupted goes on when it is imported again."
            })
    static final class Import extends Verb {
        @Parameters(
                paramLabel = "MODEL",
                description =
                        "An .onnx file, an archive (.zip, .tar, .tar.gz), or a folder that holds a"
                                + " model, a Triton repository or an OCI layout.")
        Path source = Path.of("");

        @Option(names = "--name", description = "Name of the model. Standard: after the file.")
        @Nullable String name;

        @Option(
                names = "--golden",
                paramLabel = "DIR",
                description = "Golden set: real inputs, and labels where there are any.")
        @Nullable Path golden;

        Import(Engines engines, Terminal terminal) {
            super(engines, terminal);
        }

        @Override
        Progress progress(Terminal shown, boolean json) {
            return shown.progress(json, "passed ");
        }

        @Override
        Request request() {
            ObjectNode arguments = arguments().put("source", absolute(source));
            put(arguments, "name", name);
            put(arguments, "golden", golden);
            return new Request("import", arguments);
        }

        @Override
        String text(ObjectNode answer) {
            String model = answer.path("model").asString();
            boolean isKnown = name != null && !name.equals(model);
            return "%s %s %s%n  revision %s%n  %s, stage %s"
                    .formatted(
                            answer.path("source").asString(source.toString()),
                            isKnown ? "was already here as" : "imported as",
                            model,
                            answer.path("revision").asString(),
                            bytes(answer.path("bytes")),
                            answer.path("stage").asString());
        }
    }

    @Command(
            name = "inspect",
            mixinStandardHelpOptions = true,
            description = "Look at a model without letting it in or running it.")
    static final class Inspect extends Verb {
        @Parameters(
                paramLabel = "MODEL",
                description =
                        "An .onnx file, an archive (.zip, .tar, .tar.gz), or a folder that holds a"
                                + " model, a Triton repository or an OCI layout.")
        Path source = Path.of("");

        Inspect(Engines engines, Terminal terminal) {
            super(engines, terminal);
        }

        @Override
        Request request() {
            return new Request("inspect", arguments().put("source", absolute(source)));
        }

        @Override
        String text(ObjectNode answer) {
            var text = new StringBuilder();
            text.append(answer.path("source").asString()).append('\n');
            line(text, "sha256", answer.path("sha256").asString());
            line(text, "size", bytes(answer.path("bytes")));
            line(text, "producer", answer.path("producer").asString());
            line(text, "IR version", answer.path("irVersion").asString());
            line(text, "opsets", answer.path("opsets").toString());
            line(text, "nodes", answer.path("nodes").asString());
            line(text, "parameters", answer.path("parameters").asString());
            ports(text, "input", answer.path("inputs"));
            ports(text, "output", answer.path("outputs"));
            line(text, "operators", answer.path("operators").toString());
            return text.toString().stripTrailing();
        }

        private static void ports(StringBuilder text, String label, JsonNode ports) {
            for (JsonNode port : ports) {
                line(
                        text,
                        label,
                        "%s  %s %s"
                                .formatted(
                                        port.path("name").asString(),
                                        port.path("datatype").asString(),
                                        port.path("shape")));
            }
        }

        private static void line(StringBuilder text, String label, String value) {
            text.append(String.format(Locale.ROOT, "  %-11s %s%n", label, value));
        }
    }

    @Command(
            name = "quantize",
            mixinStandardHelpOptions = true,
            description = "Make a smaller variant of a revision, and measure what it costs.")
    static final class QuantizeModel extends RevisionVerb {
        @Option(
                names = "--recipe",
                required = true,
                paramLabel = "RECIPE",
                description =
                        "dynamic-int8, int4-weights, int8-weights, stored-int8 or stored-fp16.")
        String recipe = "";

        @Option(
                names = "--name",
                description = "Model the variant belongs to. Standard: the parent's.")
        @Nullable String name;

        QuantizeModel(Engines engines, Terminal terminal) {
            super(engines, terminal);
        }

        @Override
        Request request() {
            ObjectNode arguments = named().put("recipe", recipe);
            put(arguments, "name", name);
            return new Request("quantize", arguments);
        }

        @Override
        String text(ObjectNode answer) {
            JsonNode accuracy = answer.path("accuracy");
            JsonNode latency = answer.path("latency");
            String top1 =
                    accuracy.has("top1")
                            ? "%n  accuracy   %s, parent %s"
                                    .formatted(
                                            percent(accuracy.path("top1")),
                                            percent(accuracy.path("parentTop1")))
                            : "";
            return ("revision %s%n  size       %s, parent %s%n  error      SNR %.1f dB, cosine %.6f,"
                            + " on %s%s%n  latency    %s, parent %s: %s")
                    .formatted(
                            answer.path("revision").asString(),
                            bytes(answer.path("bytes")),
                            bytes(answer.path("parentBytes")),
                            accuracy.path("snrDb").asDouble(),
                            accuracy.path("cosine").asDouble(),
                            accuracy.path("basis").asString(),
                            top1,
                            micros(latency.path("p50Micros")),
                            micros(latency.path("parentP50Micros")),
                            Words.speed(answer.path("speed").asString()));
        }
    }
}
