package io.casemate.engine.airlock;

import io.casemate.engine.onnx.Dim;
import io.casemate.engine.onnx.ElementType;
import io.casemate.engine.onnx.Graph;
import io.casemate.engine.onnx.Model;
import io.casemate.engine.onnx.Node;
import io.casemate.engine.onnx.OpsetImport;
import io.casemate.engine.onnx.Shape;
import io.casemate.engine.onnx.TensorData;
import io.casemate.engine.onnx.TensorProto;
import io.casemate.engine.onnx.ValueInfo;
import java.util.List;
import java.util.OptionalLong;

/// Models made by hand: `y = x + w` unless told otherwise.
public final class HandMade {

    private HandMade() {}

    /// {@return a sound model of four floats}
    public static Model sound() {
        return adding(floats(List.of(4L), 16));
    }

    static TensorProto floats(List<Long> dims, int bytes) {
        return TensorProto.of("w", ElementType.FLOAT, dims, new byte[bytes]);
    }

    static TensorProto outside(String location, long offset, OptionalLong length) {
        var keys = List.of("location", "offset", "length");
        var data = new TensorData.External(location, offset, length, keys);
        return new TensorProto("w", ElementType.FLOAT, List.of(4L), data, 1);
    }

    static Model adding(TensorProto weight) {
        return of(
                List.of(new Node("add", "Add", List.of("x", "w"), List.of("y"), List.of())),
                List.of(weight));
    }

    static Model of(Node node) {
        return of(List.of(node), List.of());
    }

    static Node node(String domain, String type) {
        return new Node("n", type, domain, List.of("x"), List.of("y"), List.of(), List.of());
    }

    static Model of(List<Node> nodes, List<TensorProto> initializers) {
        var shape = new Shape(List.of(new Dim.Named("batch"), new Dim.Fixed(4)));
        var graph =
                new Graph(
                        "g",
                        nodes,
                        initializers,
                        List.of(ValueInfo.of("x", ElementType.FLOAT, shape)),
                        List.of(ValueInfo.of("y", ElementType.FLOAT, shape)),
                        List.of(),
                        List.of());
        return new Model(8, "", "", List.of(new OpsetImport("", 17)), graph, List.of(), List.of());
    }
}
