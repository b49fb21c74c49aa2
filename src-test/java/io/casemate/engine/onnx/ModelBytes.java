package io.casemate.engine.onnx;

import java.util.List;

/// The bytes of models as they are, however hostile; [OnnxWriter] would resolve or refuse some.
public final class ModelBytes {

    private ModelBytes() {}

    public static byte[] of(Model model) {
        return ModelEncoder.model(model).toBytes();
    }

    /// {@return a function `domain:name` of one node, which calls `domain:called`}
    public static Function function(String domain, String name, String called) {
        Node call =
                new Node("call", called, domain, List.of("a"), List.of("b"), List.of(), List.of());
        var node =
                new Rope()
                        .text(1, "a")
                        .text(2, "b")
                        .text(3, "call")
                        .text(4, called)
                        .text(7, domain);
        byte[] encoded =
                new Rope()
                        .text(1, name)
                        .text(4, "a")
                        .text(5, "b")
                        .message(7, node)
                        .text(10, domain)
                        .toBytes();
        return new Function(domain, name, List.of(call), new Source.InMemory(encoded));
    }
}
