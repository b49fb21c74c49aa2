package io.casemate.engine.quantize.rewrite;

import io.casemate.engine.onnx.Attribute;
import io.casemate.engine.onnx.Graph;
import io.casemate.engine.onnx.Node;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// Changes the graphs that a node runs inside itself.
final class Subgraphs {

    private Subgraphs() {}

    /// What becomes of one graph.
    interface Change {
        Graph of(Graph graph) throws IOException;
    }

    static Node changed(Node node, Change change) throws IOException {
        if (node.subgraphs().isEmpty()) {
            return node;
        }
        var attributes = new ArrayList<Attribute>();
        for (Attribute attribute : node.attributes()) {
            if (attribute.value() instanceof Attribute.GraphValue(Graph graph)) {
                attributes.add(attribute.withValue(new Attribute.GraphValue(change.of(graph))));
            } else if (attribute.value() instanceof Attribute.Graphs(List<Graph> graphs)) {
                var changed = new ArrayList<Graph>();
                for (Graph graph : graphs) {
                    changed.add(change.of(graph));
                }
                attributes.add(attribute.withValue(new Attribute.Graphs(changed)));
            } else {
                attributes.add(attribute);
            }
        }
        return node.withAttributes(attributes);
    }
}
