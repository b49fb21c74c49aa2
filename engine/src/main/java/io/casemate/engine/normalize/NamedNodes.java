package io.casemate.engine.normalize;

import io.casemate.engine.onnx.Model;
import io.casemate.engine.onnx.Node;
import java.nio.file.Path;

/// Names the nodes that have no name after the first value they make, so that people can point at
/// each of them:
///
/// ```
/// "" = Conv(x, w) -> y     →     "y" = Conv(x, w) -> y
/// ```
final class NamedNodes implements Rule {

    @Override
    public Model apply(Model model, Path folder) {
        var nodes = model.graph().nodes().stream().map(NamedNodes::named).toList();
        return model.withGraph(model.graph().withNodes(nodes));
    }

    private static Node named(Node node) {
        return node.name().isEmpty() && !node.outputs().isEmpty()
                ? node.withName(node.outputs().getFirst())
                : node;
    }
}
