package io.casemate.app.cli;

import static io.casemate.app.cli.Words.bytes;

import io.casemate.app.control.Request;
import io.casemate.engine.tasks.Progress;
import java.nio.file.Path;
import java.util.List;
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
                description = {
                    "Name of a standard recipe ('casemate recipe list'), or a recipe file. auto tries",
                    "them and takes the best that is exact enough and not slower, or none."
                })
        String recipe = "";

        @Option(
                names = "--name",
                description = "Model the variant belongs to. Standard: the parent's.")
        @Nullable String name;

        private static final String SYNTHETIC = "synthetic:";

        @Option(
                names = "--calibration",
                paramLabel = "DIR|synthetic:N",
                description = {
                    "Samples for recipes that run the model (static-int8, smooth-int8, int4-gptq,",
                    "int4-awq): .npy, .npz, .csv or test_data_set_0. Standard: the golden set.",
                    "synthetic:N makes N up, which is",
                    "unsafe for accuracy: what pictures or sound look like, no model says."
                })
        @Nullable String calibration;

        @Option(
                names = "--keep",
                paramLabel = "NAME",
                split = ",",
                description = "Layers that stay as they are, by name; see sensitivity.")
        List<String> keep = List.of();

        QuantizeModel(Engines engines, Terminal terminal) {
            super(engines, terminal);
        }

        @Override
        Request request() {
            ObjectNode arguments = named();
            putRecipe(arguments, recipe);
            if (!keep.isEmpty()) {
                keep.forEach(arguments.putArray("keep")::add);
            }
            put(arguments, "name", name);
            if (calibration != null && calibration.startsWith(SYNTHETIC)) {
                arguments.put("synthetic", calibration.substring(SYNTHETIC.length()));
            } else if (calibration != null) {
                put(arguments, "calibration", Path.of(calibration));
            }
            return new Request("quantize", arguments);
        }

        @Override
        String text(ObjectNode answer) {
            return CardText.of(answer);
        }
    }

    /// Adds a recipe by its name, or the file of one.
    static void putRecipe(ObjectNode arguments, String recipe) {
        if (recipe.endsWith(".json")) {
            Verb.put(arguments, "recipeFile", Path.of(recipe));
        } else {
            Verb.put(arguments, "recipe", recipe);
        }
    }
}
