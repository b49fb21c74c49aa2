package io.casemate.engine.normalize;

import io.casemate.engine.onnx.Attribute;
import io.casemate.engine.onnx.Graph;
import io.casemate.engine.onnx.Model;
import io.casemate.engine.onnx.Node;
import io.casemate.engine.shapes.Bindings;
import io.casemate.engine.shapes.GraphShapes;
import io.casemate.engine.shapes.ShapeInference;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Lifts a model from opset 7 to 12 to opset 13, the first in which weights may have one scale a
/// channel. What became inputs is no attribute any more; what changed its meaning keeps the old
/// one; see [NodeUpgrade]. Subgraphs are lifted too, functions are left alone.
///
/// Source: ONNX operator changelog.
final class OpsetUpgrade implements Rule {
    static final long TARGET = 13;

    @Override
    public Model apply(Model model, Path folder) {
        long from = model.opset("").orElse(TARGET);
        if (from >= TARGET) {
            return model;
        }
        GraphShapes shapes = ShapeInference.of(model, Bindings.SYMBOLIC).main();
        Graph graph = lifted(model.graph(), from, Optional.of(shapes));
        return model.withGraph(graph).importing("", TARGET);
    }

    private static Graph lifted(Graph graph, long from, Optional<GraphShapes> shapes) {
        var upgrade = new NodeUpgrade(new GraphIndex(graph), from, shapes);
        var nodes = new ArrayList<Node>();
        for (Node node : graph.nodes()) {
            nodes.addAll(upgrade.apply(withSubgraphs(node, from)));
        }
        var initializers = new ArrayList<>(graph.initializers());
        initializers.addAll(upgrade.constants());
        return graph.withNodes(nodes).withInitializers(initializers);
    }

    private static Node withSubgraphs(Node node, long from) {
        if (node.subgraphs().isEmpty()) {
            return node;
        }
        List<Attribute> attributes =
                node.attributes().stream()
                        .map(attribute ->
                                switch (attribute.value()) {
                                    case Attribute.GraphValue(Graph inner) ->
                                            attribute.withValue(
                                                    new Attribute.GraphValue(
                                                            lifted(inner, from, Optional.empty())));
                                    case Attribute.Value _ -> attribute;
                                })
                        .toList();
        return node.withAttributes(attributes);
    }
}
