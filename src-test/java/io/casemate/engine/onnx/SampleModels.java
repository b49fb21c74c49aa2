package io.casemate.engine.onnx;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;

/// Models made in code, and their bytes.
final class SampleModels {

    private SampleModels() {}

    /// {@return a model with every kind of attribute, subgraph, tensor data and kept field}
    static Model everything() {
        return new Model(
                10,
                "maker",
                "1.2",
                List.of(new OpsetImport("", 17), new OpsetImport("com.microsoft", 1)),
                graph("main", List.of(node())),
                List.of(function()),
                List.of(
                        kept(4, new Rope().toBytes()),
                        kept(14, new Rope().text(1, "key").text(2, "value").toBytes()),
                        kept(20, new byte[] {})));
    }

    static Graph graph(String name, List<Node> nodes) {
        return new Graph(
                name,
                nodes,
                List.of(floats("w", 1, 2, 3, 4), typed(), outside(), empty()),
                List.of(ValueInfo.of("x", ElementType.FLOAT, batch()), sequence()),
                List.of(ValueInfo.of("y", ElementType.FLOAT, batch())),
                List.of(
                        ValueInfo.of(
                                "z", ElementType.INT64, new Shape(List.of(new Dim.Unknown())))),
                List.of(kept(10, "note".getBytes(StandardCharsets.UTF_8)), sparse()));
    }

    /// {@return a model of this one graph}
    static Model of(Graph graph) {
        return new Model(8, "", "", List.of(new OpsetImport("", 17)), graph, List.of(), List.of());
    }

    static Graph bare(List<Node> nodes) {
        return new Graph("g", nodes, List.of(), List.of(), List.of(), List.of(), List.of());
    }

    static TensorProto floats(String name, float... values) {
        ByteBuffer raw =
                ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (float value : values) {
            raw.putFloat(value);
        }
        return TensorProto.of(name, ElementType.FLOAT, List.of((long) values.length), raw.array());
    }

    static RawField kept(int number, byte[] payload) {
        return new RawField(number, Cursor.DELIMITED, new Source.InMemory(payload));
    }

    static byte[] bytes(Model model, Path folder) throws IOException {
        Path file = Files.createTempFile(folder, "sample", ".onnx");
        Files.delete(file);
        OnnxWriter.write(model, folder, file);
        return Files.readAllBytes(file);
    }

    private static Shape batch() {
        return new Shape(List.of(new Dim.Named("batch"), new Dim.Fixed(4)));
    }

    private static ValueInfo sequence() {
        var element = new Rope().message(1, new Rope().number(1, 1));
        var type = new Rope().message(4, new Rope().message(1, element));
        byte[] encoded = new Rope().text(1, "s").message(2, type).toBytes();
        return new ValueInfo(
                "s",
                ElementType.UNDEFINED,
                java.util.Optional.empty(),
                new Source.InMemory(encoded));
    }

    private static RawField sparse() {
        return kept(15, new Rope().packed(3, List.of(4L, 4L)).toBytes());
    }

    private static TensorProto typed() {
        var field = kept(7, new byte[] {1, 2, 3});
        return new TensorProto(
                "t",
                ElementType.INT64,
                List.of(3L),
                new TensorData.Typed(List.of(field)),
                1,
                List.of(kept(12, "about t".getBytes(StandardCharsets.UTF_8))));
    }

    private static TensorProto outside() {
        var data =
                new TensorData.External(
                        "w.bin", 8, OptionalLong.of(4), List.of("location", "offset", "length"));
        return new TensorProto("e", ElementType.FLOAT, List.of(1L), data, 1);
    }

    private static TensorProto empty() {
        return new TensorProto("n", ElementType.FLOAT, List.of(0L), new TensorData.Empty(), 0);
    }

    private static Node node() {
        var inner = bare(List.of(new Node("in", "Relu", List.of("x"), List.of("r"), List.of())));
        return new Node(
                "n0",
                "Everything",
                "com.microsoft",
                List.of("x", "", "w"),
                List.of("y"),
                List.of(
                        Attribute.of("float", 1.5f),
                        Attribute.of("int", -1L),
                        new Attribute("text", new Attribute.BytesValue(text("väl")), ""),
                        new Attribute("tensor", new Attribute.TensorValue(floats("", 1)), ""),
                        new Attribute("graph", new Attribute.GraphValue(inner), ""),
                        new Attribute("floats", new Attribute.Floats(List.of(1f, -2f)), ""),
                        Attribute.of("ints", List.of(1L, Long.MIN_VALUE)),
                        Attribute.of("noInts", List.<Long>of()),
                        new Attribute(
                                "texts", new Attribute.BytesList(List.of(text("a"), text(""))), ""),
                        new Attribute("tensors", new Attribute.Tensors(List.of(floats("", 7))), ""),
                        new Attribute("graphs", new Attribute.Graphs(List.of(inner, inner)), ""),
                        new Attribute(
                                "sparse",
                                new Attribute.Other(11, List.of(kept(22, new byte[] {}))),
                                ""),
                        new Attribute(
                                "documented",
                                new Attribute.IntValue(3),
                                "",
                                List.of(kept(13, "why 3".getBytes(StandardCharsets.UTF_8))))),
                List.of(kept(6, "what it does".getBytes(StandardCharsets.UTF_8))));
    }

    private static Function function() {
        Node relu = new Node("f", "Relu", List.of("a"), List.of("b"), List.of());
        byte[] encoded =
                new Rope()
                        .text(1, "Twice")
                        .message(
                                7,
                                new Rope().text(1, "a").text(2, "b").text(3, "f").text(4, "Relu"))
                        .text(10, "local")
                        .toBytes();
        return new Function("local", "Twice", List.of(relu), new Source.InMemory(encoded));
    }

    private static Source.InMemory text(String value) {
        return new Source.InMemory(value.getBytes(StandardCharsets.UTF_8));
    }
}
