package io.casemate.engine.golden;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.casemate.engine.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/// Reads `metric.json`, which lies beside the samples of a golden set.
///
/// | `metric` | Other fields | It is |
/// |---|---|---|
/// | `top-1` | `output` | share of samples whose class is named rightly |
/// | `f1` | `output` | macro-F1: the mean over the classes |
/// | `binary-f1` | `output`, `positive` (1), `threshold` (0.5) | F1 of one class |
/// | `auc` | `output`, `positive` (1) | area under the curve; the last element is the score |
/// | `mae`, `rmse` | `output` | mean absolute error, root of the mean squared error |
/// | `edit-rate` | `output`, `blank` | edit distance over length of the label, of all together |
/// | `custom` | `expression`, `per` (1), `name`, `better` | Σ `expression` / Σ `per` |
///
/// With `blank`, the output holds scores along its last axis, and a path through them is collapsed
/// as CTC does; without, it is the sequence itself.
final class MetricFile {
    static final String NAME = "metric.json";
    private static final long LARGEST = 64 << 10;
    private static final Set<String> FIELDS =
            Set.of("metric", "output", "positive", "threshold", "blank", "expression", "per",
                    "name", "better");

    private final Path file;
    private final JsonNode tree;

    private MetricFile(Path file, JsonNode tree) {
        this.file = file;
        this.tree = tree;
    }

    static Optional<Metric> read(Path folder) {
        Path file = folder.resolve(NAME);
        if (Files.notExists(file)) {
            return Optional.empty();
        }
        try {
            if (Files.size(file) > LARGEST) {
                throw bad(file, "It has more than %d bytes.".formatted(LARGEST));
            }
            JsonNode tree = Json.mapper().readTree(new String(Files.readAllBytes(file), UTF_8));
            return Optional.of(new MetricFile(file, tree).metric());
        } catch (JacksonException e) {
            throw bad(file, "It is no JSON: %s.".formatted(e.getOriginalMessage()));
        } catch (IOException e) {
            throw bad(file, "It could not be read: %s.".formatted(e));
        }
    }

    private Metric metric() {
        tree.propertyNames().stream()
                .filter(name -> !FIELDS.contains(name))
                .findFirst()
                .ifPresent(name -> {
                    throw bad(file, "/%s is not known.".formatted(name));
                });
        Expression output = new Expression.Output(text("output").orElse(""));
        Expression label = new Expression.Label();
        Expression named = Expression.call(Operation.CLASS, output);
        String kind = text("metric").orElse("");
        return switch (kind) {
            case "top-1" -> share("top-1", Summary.MATCHES, named, label);
            case "f1" -> share("macro-F1", Summary.MACRO_F1, named, label);
            case "binary-f1" -> share("F1", Summary.BINARY_F1, decided(output), positive());
            case "auc" -> share("AUC", Summary.AUC, last(output), positive());
            case "mae" ->
                    new Metric(
                            "mean absolute error",
                            Summary.RATIO,
                            false,
                            false,
                            errors(output, Operation.ABS));
            case "rmse" ->
                    new Metric(
                            "root mean squared error",
                            Summary.ROOT_OF_RATIO,
                            false,
                            false,
                            errors(output, Operation.SQUARE));
            case "edit-rate" ->
                    new Metric("edit rate", Summary.RATIO, false, true, edits(output));
            case "custom" -> custom();
            default ->
                    throw bad(
                            file,
                            "/metric is '%s'; it is top-1, f1, binary-f1, auc, mae, rmse, edit-rate or custom."
                                    .formatted(kind));
        };
    }

    private static Metric share(
            String name, Summary summary, Expression first, Expression second) {
        return new Metric(name, summary, true, true, new Metric.Terms(first, second));
    }

    private Expression positive() {
        return Expression.call(
                Operation.EQUAL,
                new Expression.Label(),
                new Expression.Constant(number("positive").orElse(1.0)));
    }

    private static Expression last(Expression output) {
        return Expression.call(Operation.ELEMENT, output, new Expression.Constant(-1));
    }

    private Expression decided(Expression output) {
        return Expression.call(
                Operation.THRESHOLD,
                last(output),
                new Expression.Constant(number("threshold").orElse(0.5)));
    }

    /// {@return what an estimate is off by, and by how many numbers}
    static Metric.Terms errors(Expression output, Operation form) {
        Expression label = new Expression.Label();
        Expression off = Expression.call(Operation.SUBTRACT, output, label);
        return new Metric.Terms(
                Expression.call(Operation.SUM, Expression.call(form, off)),
                Expression.call(Operation.LENGTH, label));
    }

    private Metric.Terms edits(Expression output) {
        Expression label = new Expression.Label();
        Expression found =
                number("blank")
                        .<Expression>map(blank ->
                                Expression.call(
                                        Operation.COLLAPSE,
                                        Expression.call(Operation.ARGMAX, output),
                                        new Expression.Constant(blank)))
                        .orElse(output);
        return new Metric.Terms(
                Expression.call(Operation.EDIT_DISTANCE, found, label),
                Expression.call(Operation.LENGTH, label));
    }

    private Metric custom() {
        var reader = new ExpressionReader(file);
        if (!tree.has("expression")) {
            throw bad(file, "/expression is missing.");
        }
        Expression counted = reader.read(tree.path("expression"), "/expression");
        Expression per =
                tree.has("per")
                        ? reader.read(tree.path("per"), "/per")
                        : new Expression.Constant(1);
        String better = text("better").orElse("higher");
        if (!List.of("higher", "lower").contains(better)) {
            throw bad(file, "/better is '%s'; it is higher or lower.".formatted(better));
        }
        return new Metric(
                text("name").orElse("custom"),
                Summary.RATIO,
                better.equals("higher"),
                false,
                new Metric.Terms(counted, per));
    }

    private Optional<String> text(String field) {
        JsonNode node = tree.path(field);
        if (!node.isMissingNode() && (!node.isString() || node.asString().isBlank())) {
            throw bad(file, "/%s is no text.".formatted(field));
        }
        return node.isString() ? Optional.of(node.asString()) : Optional.empty();
    }

    private Optional<Double> number(String field) {
        JsonNode node = tree.path(field);
        if (!node.isMissingNode() && !node.isNumber()) {
            throw bad(file, "/%s is no number.".formatted(field));
        }
        return node.isNumber() ? Optional.of(node.asDouble()) : Optional.empty();
    }

    static GoldenException bad(Path file, String why) {
        return new GoldenException(
                GoldenProblem.BAD_METRIC,
                file,
                why,
                "Mend the file at that place, or take it away to measure top-1.");
    }

    static GoldenException notMeasured(String metric, String why) {
        return new GoldenException(
                GoldenProblem.NOT_MEASURED.because(
                        "The metric '%s' was not measured.".formatted(metric),
                        why,
                        "Mend metric.json or the labels beside the samples, and import the model"
                                + " with that golden set again."));
    }
}
