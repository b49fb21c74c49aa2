package io.casemate.app.cli;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/// Draws a lineage as a tree of lines.
final class LineageText {
    private final JsonNode lineage;
    private final StringBuilder text = new StringBuilder();

    private LineageText(JsonNode lineage) {
        this.lineage = lineage;
    }

    static String of(JsonNode lineage) {
        var drawing = new LineageText(lineage);
        JsonNode root = lineage.path("nodes").path(0);
        drawing.text.append(root.path("title").asString()).append('\n');
        drawing.children(root.path("id").asString(), "");
        return drawing.text.toString().stripTrailing();
    }

    private void children(String from, String indent) {
        List<JsonNode> edges = new ArrayList<>();
        lineage.path("edges")
                .forEach(edge -> {
                    if (edge.path("from").asString().equals(from)) {
                        edges.add(edge);
                    }
                });
        for (int i = 0; i < edges.size(); i++) {
            boolean isLast = i == edges.size() - 1;
            child(
                    edges.get(i),
                    indent + (isLast ? "└─ " : "├─ "),
                    indent + (isLast ? "   " : "│  "));
        }
    }

    private void child(JsonNode edge, String first, String next) {
        String id = edge.path("to").asString();
        String focus = lineage.path("focus").asString().equals(id) ? "  <- this one" : "";
        text.append(first)
                .append(
                        "%s %s by %s at %s%s%n"
                                .formatted(
                                        edge.path("action").asString(),
                                        title(id),
                                        edge.path("actor").asString(),
                                        Times.toSecond(edge.path("time")),
                                        focus));
        edge.path("parameters")
                .properties()
                .forEach(it ->
                        text.append(next)
                                .append(
                                        "     %s: %s%n"
                                                .formatted(it.getKey(), it.getValue().asString())));
        children(id, next);
    }

    private String title(String id) {
        for (JsonNode node : lineage.path("nodes")) {
            if (node.path("id").asString().equals(id)) {
                JsonNode until = node.path("facts").path("until");
                return "'%s'%s"
                        .formatted(
                                node.path("title").asString(),
                                until.isString() ? " until " + Times.toSecond(until) : "");
            }
        }
        return id;
    }
}
