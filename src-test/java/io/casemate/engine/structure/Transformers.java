package io.casemate.engine.structure;

import io.casemate.engine.onnx.Attribute;
import io.casemate.engine.onnx.Dim;
import io.casemate.engine.onnx.ElementType;
import io.casemate.engine.onnx.Graph;
import io.casemate.engine.onnx.Model;
import io.casemate.engine.onnx.Node;
import io.casemate.engine.onnx.OnnxWriter;
import io.casemate.engine.onnx.OpsetImport;
import io.casemate.engine.onnx.Shape;
import io.casemate.engine.onnx.TensorProto;
import io.casemate.engine.onnx.ValueInfo;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Encoders made in code, of any number of nodes: 20 a layer, named as exporters name them.
public final class Transformers {
    public static final int NODES_A_LAYER = 20;
    private static final int WIDTH = 32;

    private final boolean named;
    private final byte seed;
    private final List<Node> nodes = new ArrayList<>();
    private final List<TensorProto> weights = new ArrayList<>();
    private int made;

    private Transformers(boolean named, byte seed) {
        this.named = named;
        this.seed = seed;
    }

    /// @param named whether nodes carry the path of their module
    public static Path write(Path file, int layers, boolean named) throws IOException {
        return write(file, layers, named, (byte) 1);
    }

    /// @param seed value of every byte of the first layer's first weight
    public static Path write(Path file, int layers, boolean named, byte seed) throws IOException {
        OnnxWriter.write(new Transformers(named, seed).model(layers), file.getParent(), file);
        return file;
    }

    private Model model(int layers) {
        String value = "tokens";
        for (int i = 0; i < layers; i++) {
            value = layer("/encoder/layer." + i, value);
        }
        nodes.add(
                new Node(
                        "/head/MatMul",
                        "MatMul",
                        List.of(value, weight()),
                        List.of("scores"),
                        List.of()));
        var shape = new Shape(List.of(new Dim.Fixed(1), new Dim.Fixed(16), new Dim.Fixed(WIDTH)));
        var graph =
                new Graph(
                        "encoder",
                        nodes,
                        weights,
                        List.of(
                                ValueInfo.of("tokens", ElementType.FLOAT, shape),
                                ValueInfo.of("mask", ElementType.FLOAT, Shape.of(1, 1, 1, 16))),
                        List.of(ValueInfo.of("scores", ElementType.FLOAT, shape)),
                        List.of(),
                        List.of());
        return new Model(
                8,
                "casemate tests",
                "1",
                List.of(new OpsetImport("", 17)),
                graph,
                List.of(),
                List.of());
    }

    private String layer(String path, String in) {
        String attention = path + "/attention/self";
        String query = heads(attention + "/query", in);
        String key = heads(attention + "/key", in);
        String value = heads(attention + "/value", in);
        String scores = node(attention, "MatMul", query, key);
        String scaled = node(attention, "Div", scores, scalar());
        String masked = node(attention, "Add", scaled, "mask");
        String shares = node(attention, "Softmax", masked);
        String context = node(attention, "MatMul", shares, value);
        String merged = node(attention, "Reshape", node(attention, "Transpose", context), merge());
        String output = node(path + "/attention/output", "MatMul", merged, weight());
        String one = node(path + "/attention/output", "Add", output, in);
        String wide =
                node(
                        path + "/intermediate",
                        "Gelu",
                        node(path + "/intermediate", "MatMul", one, weight()));
        String narrow = node(path + "/output", "MatMul", wide, weight());
        return node(
                path + "/output",
                "LayerNormalization",
                node(path + "/output", "Add", narrow, one),
                scale());
    }

    private String heads(String path, String in) {
        return node(path, "Reshape", node(path, "MatMul", in, weight()), split());
    }

    private String node(String path, String operator, String... inputs) {
        String name = path + "/" + operator + "_" + made;
        String output = "value." + made++;
        nodes.add(
                new Node(
                        named ? name : "",
                        operator,
                        List.of(inputs),
                        List.of(output),
                        operator.equals("Softmax")
                                ? List.of(Attribute.of("axis", -1))
                                : List.of()));
        return output;
    }

    private String weight() {
        return constant(ElementType.FLOAT, List.of((long) WIDTH, (long) WIDTH), WIDTH * WIDTH * 4);
    }

    private String scale() {
        return constant(ElementType.FLOAT, List.of((long) WIDTH), WIDTH * 4);
    }

    private String scalar() {
        return constant(ElementType.FLOAT, List.of(), 4);
    }

    private String split() {
        return sizes(1, 16, 2, 16);
    }

    private String merge() {
        return sizes(1, 16, WIDTH);
    }

    private String sizes(long... sizes) {
        var raw = new byte[sizes.length * 8];
        for (int i = 0; i < sizes.length; i++) {
            raw[8 * i] = (byte) sizes[i];
        }
        String name = "weight." + weights.size();
        weights.add(TensorProto.of(name, ElementType.INT64, List.of((long) sizes.length), raw));
        return name;
    }

    private String constant(ElementType type, List<Long> dims, int bytes) {
        String name = "weight." + weights.size();
        var raw = new byte[bytes];
        if (weights.isEmpty()) {
            java.util.Arrays.fill(raw, seed);
        }
        weights.add(TensorProto.of(name, type, dims, raw));
        return name;
    }
}
