package io.casemate.views.structure;

import io.casemate.engine.structure.GraphNode;
import io.casemate.engine.structure.ModelStructure;
import java.util.List;
import java.util.Locale;

/// Finds nodes by what is written about them, whatever the case of the letters.
final class NodeSearch {
    private final String wanted;

    private NodeSearch(String wanted) {
        this.wanted = wanted;
    }

    /// {@return nodes whose name, operator or tensors contain `text`, in the order of the graph;
    /// all when it is empty}
    static List<GraphNode> find(ModelStructure structure, String text) {
        var search = new NodeSearch(text.strip().toLowerCase(Locale.ROOT));
        return structure.nodes().stream()
                .filter(node -> !node.isConstant())
                .filter(search::isAbout)
                .toList();
    }

    private boolean isAbout(GraphNode node) {
        return isIn(node.name())
                || isIn(node.operator())
                || node.inputs().stream().anyMatch(value -> isIn(value.name()))
                || node.outputs().stream().anyMatch(value -> isIn(value.name()))
                || node.weights().stream().anyMatch(weight -> isIn(weight.name()));
    }

    private boolean isIn(String text) {
        return text.toLowerCase(Locale.ROOT).contains(wanted);
    }
}
