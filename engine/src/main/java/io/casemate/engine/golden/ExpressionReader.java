package io.casemate.engine.golden;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/// Reads expressions: a number; `"label"`; `"output"`, the first one; `{"output": "name"}`; or an
/// operation with its arguments, such as `{"mean": {"abs": {"subtract": ["output", "label"]}}}`.
///
/// At most 32 deep and 256 large, so that a file can neither overflow the stack nor take long.
final class ExpressionReader {
    private static final int DEEPEST = 32;
    private static final int LARGEST = 256;

    private final Path file;
    private int size;

    ExpressionReader(Path file) {
        this.file = file;
    }

    /// @throws GoldenException with the place of what is no expression
    Expression read(JsonNode node, String place) {
        return read(node, place, 1);
    }

    private Expression read(JsonNode node, String place, int depth) {
        if (depth > DEEPEST || ++size > LARGEST) {
            throw MetricFile.bad(
                    file,
                    "%s is more than %d deep, or the expression has more than %d parts."
                            .formatted(place, DEEPEST, LARGEST));
        }
        if (node.isNumber()) {
            return new Expression.Constant(node.asDouble());
        }
        if (node.isString()) {
            return named(node.asString(), place);
        }
        if (!node.isObject() || node.size() != 1) {
            throw MetricFile.bad(
                    file,
                    "%s is no number, no text and no object with one operation.".formatted(place));
        }
        Map.Entry<String, JsonNode> only = node.properties().iterator().next();
        return operation(only.getKey(), only.getValue(), place, depth);
    }

    private Expression named(String name, String place) {
        return switch (name) {
            case "label" -> new Expression.Label();
            case "output" -> new Expression.Output("");
            default ->
                    throw MetricFile.bad(
                            file,
                            "%s is '%s'; a text is label or output.".formatted(place, name));
        };
    }

    private Expression operation(String name, JsonNode given, String place, int depth) {
        String inside = place + "/" + name;
        if (name.equals("output")) {
            if (!given.isString()) {
                throw MetricFile.bad(file, "%s is no name of an output.".formatted(inside));
            }
            return new Expression.Output(given.asString());
        }
        Operation operation =
                Operation.find(name)
                        .orElseThrow(() ->
                                MetricFile.bad(
                                        file,
                                        "%s is no operation; there are: %s."
                                                .formatted(inside, known())));
        List<JsonNode> arguments =
                given.isArray() ? given.valueStream().toList() : List.of(given);
        if (arguments.size() != operation.arguments()) {
            throw MetricFile.bad(
                    file,
                    "%s has %d arguments and takes %d."
                            .formatted(inside, arguments.size(), operation.arguments()));
        }
        var read = new ArrayList<Expression>();
        for (int i = 0; i < arguments.size(); i++) {
            String at = given.isArray() ? inside + "/" + i : inside;
            read.add(read(arguments.get(i), at, depth + 1));
        }
        return new Expression.Call(operation, read, inside);
    }

    private static String known() {
        return Arrays.stream(Operation.values())
                .map(Operation::id)
                .collect(Collectors.joining(", "));
    }
}
