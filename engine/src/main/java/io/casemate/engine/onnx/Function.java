package io.casemate.engine.onnx;

import java.util.List;

/// An operator that the model defines itself (`FunctionProto`).
///
/// @param encoded where the whole message is; written back as it was
public record Function(String domain, String name, List<Node> nodes, Source encoded) {

    public Function {
        nodes = List.copyOf(nodes);
    }
}
