package io.casemate.engine.runtime;

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
import io.casemate.engine.tensors.Datatype;
import io.casemate.engine.tensors.Tensor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.LongStream;

/// Models of a few hundred bytes, each for one behaviour.
public final class TinyModels {
    private static final long OPSET = 17;
    private static final long IR = 8;

    private TinyModels() {}

    /// `y = factor · x`, with `x` and `y` of shape `[1, 4]`.
    public static Path scale(Path folder, float factor) throws IOException {
        return scale(folder.resolve("scale-" + factor + ".onnx"), factor, Shape.of(1, 4));
    }

    /// `y = factor · x`, with `x` and `y` of shape `[batch, 4]`.
    public static Path scaleAnyBatch(Path folder, float factor) throws IOException {
        var shape = new Shape(List.of(new Dim.Named("batch"), new Dim.Fixed(4)));
        return scale(folder.resolve("scale-any-" + factor + ".onnx"), factor, shape);
    }

    /// `y = x`, of shape `[2]`.
    public static Path identity(Path folder, ElementType type) throws IOException {
        return write(
                folder.resolve("identity-" + type + ".onnx"),
                new Graph(
                        "identity",
                        List.of(new Node("id", "Identity", List.of("x"), List.of("y"), List.of())),
                        List.of(),
                        List.of(ValueInfo.of("x", type, Shape.of(2))),
                        List.of(ValueInfo.of("y", type, Shape.of(2))),
                        List.of(),
                        List.of()));
    }

    /// Two inputs, two outputs: `sum = a + b`, `difference = a - b`, all of shape `[2]`.
    public static Path sumAndDifference(Path folder) throws IOException {
        return write(
                folder.resolve("two.onnx"),
                new Graph(
                        "two",
                        List.of(
                                new Node("s", "Add", List.of("a", "b"), List.of("sum"), List.of()),
                                new Node(
                                        "d",
                                        "Sub",
                                        List.of("a", "b"),
                                        List.of("difference"),
                                        List.of())),
                        List.of(),
                        List.of(
                                ValueInfo.of("a", ElementType.FLOAT, Shape.of(2)),
                                ValueInfo.of("b", ElementType.FLOAT, Shape.of(2))),
                        List.of(
                                ValueInfo.of("sum", ElementType.FLOAT, Shape.of(2)),
                                ValueInfo.of("difference", ElementType.FLOAT, Shape.of(2))),
                        List.of(),
                        List.of()));
    }

    /// `y` is 1, computed in as many turns of a loop as `n`, of shape `[1]`, says.
    public static Path turns(Path folder) throws IOException {
        var body =
                new Graph(
                        "body",
                        List.of(
                                new Node(
                                        "keep",
                                        "Identity",
                                        List.of("go"),
                                        List.of("on"),
                                        List.of()),
                                new Node("same", "Abs", List.of("v"), List.of("w"), List.of())),
                        List.of(),
                        List.of(
                                ValueInfo.of("i", ElementType.INT64, Shape.of()),
                                ValueInfo.of("go", ElementType.BOOL, Shape.of()),
                                ValueInfo.of("v", ElementType.FLOAT, Shape.of(1))),
                        List.of(
                                ValueInfo.of("on", ElementType.BOOL, Shape.of()),
                                ValueInfo.of("w", ElementType.FLOAT, Shape.of(1))),
                        List.of(),
                        List.of());
        return write(
                folder.resolve("turns.onnx"),
                new Graph(
                        "turns",
                        List.of(
                                new Node(
                                        "loop",
                                        "Loop",
                                        List.of("n", "", "one"),
                                        List.of("y"),
                                        List.of(
                                                new Attribute(
                                                        "body",
                                                        new Attribute.GraphValue(body),
                                                        "")))),
                        List.of(TensorProto.of("one", ElementType.FLOAT, List.of(1L), floats(1))),
                        List.of(ValueInfo.of("n", ElementType.INT64, Shape.of(1))),
                        List.of(ValueInfo.of("y", ElementType.FLOAT, Shape.of(1))),
                        List.of(),
                        List.of()));
    }

    /// `y = table[x]`, of shape `[2]`; refuses indexes that are not 0 or 1.
    public static Path lookUp(Path folder) throws IOException {
        return write(
                folder.resolve("look-up.onnx"),
                new Graph(
                        "lookUp",
                        List.of(
                                new Node(
                                        "g",
                                        "Gather",
                                        List.of("table", "x"),
                                        List.of("y"),
                                        List.of())),
                        List.of(
                                TensorProto.of(
                                        "table", ElementType.FLOAT, List.of(2L), floats(5, 7))),
                        List.of(ValueInfo.of("x", ElementType.INT64, Shape.of(2))),
                        List.of(ValueInfo.of("y", ElementType.FLOAT, Shape.of(2))),
                        List.of(),
                        List.of()));
    }

    /// `y = x[:, index]`, with `x` of shape `[1, n]`; runs only where `n` is more than `index`.
    public static Path elementAt(Path folder, long index) throws IOException {
        byte[] raw =
                ByteBuffer.allocate(Long.BYTES)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .putLong(index)
                        .array();
        return write(
                folder.resolve("element-" + index + ".onnx"),
                new Graph(
                        "elementAt",
                        List.of(
                                new Node(
                                        "g",
                                        "Gather",
                                        List.of("x", "index"),
                                        List.of("y"),
                                        List.of(
                                                new Attribute(
                                                        "axis", new Attribute.IntValue(1), "")))),
                        List.of(TensorProto.of("index", ElementType.INT64, List.of(1L), raw)),
                        List.of(
                                ValueInfo.of(
                                        "x",
                                        ElementType.FLOAT,
                                        new Shape(List.of(new Dim.Fixed(1), new Dim.Named("n"))))),
                        List.of(ValueInfo.of("y", ElementType.FLOAT, Shape.of(1, 1))),
                        List.of(),
                        List.of()));
    }

    /// {@return a direct tensor}
    public static Tensor tensor(String name, long[] shape, float... values) {
        ByteBuffer data =
                ByteBuffer.allocateDirect(values.length * Float.BYTES)
                        .order(ByteOrder.nativeOrder());
        for (float value : values) {
            data.putFloat(value);
        }
        return new Tensor(name, Datatype.FP32, shape, data.flip());
    }

    public static Tensor tensor(String name, long... values) {
        ByteBuffer data =
                ByteBuffer.allocateDirect(values.length * Long.BYTES)
                        .order(ByteOrder.nativeOrder());
        LongStream.of(values).forEach(data::putLong);
        return new Tensor(name, Datatype.INT64, new long[] {values.length}, data.flip());
    }

    public static float[] floats(Tensor tensor) {
        float[] values = new float[tensor.data().remaining() / Float.BYTES];
        tensor.data().duplicate().order(ByteOrder.nativeOrder()).asFloatBuffer().get(values);
        return values;
    }

    private static Path scale(Path file, float factor, Shape shape) throws IOException {
        return write(
                file,
                new Graph(
                        "scale",
                        List.of(
                                new Node(
                                        "mul",
                                        "Mul",
                                        List.of("x", "factor"),
                                        List.of("y"),
                                        List.of())),
                        List.of(
                                TensorProto.of(
                                        "factor", ElementType.FLOAT, List.of(1L), floats(factor))),
                        List.of(ValueInfo.of("x", ElementType.FLOAT, shape)),
                        List.of(ValueInfo.of("y", ElementType.FLOAT, shape)),
                        List.of(),
                        List.of()));
    }

    private static Path write(Path file, Graph graph) throws IOException {
        var model =
                new Model(
                        IR,
                        "test",
                        "1",
                        List.of(new OpsetImport("", OPSET)),
                        graph,
                        List.of(),
                        List.of());
        // A name stands for one content.
        Files.deleteIfExists(file);
        OnnxWriter.write(model, file.toAbsolutePath().getParent(), file);
        return file;
    }

    private static byte[] floats(float... values) {
        ByteBuffer bytes =
                ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (float value : values) {
            bytes.putFloat(value);
        }
        return bytes.array();
    }
}
