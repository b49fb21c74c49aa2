package io.casemate.engine.quantize.rewrite;

import io.casemate.engine.onnx.Node;
import java.util.Collection;

/// Which nodes a step leaves as they are.
final class Kept {

    private Kept() {}

    /// @param names of nodes, or of the first values they make
    static boolean in(Collection<String> names, Node node) {
        return names.contains(node.name())
                || (!node.outputs().isEmpty() && names.contains(node.outputs().getFirst()));
    }
}
