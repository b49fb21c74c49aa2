package io.casemate.app;

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
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/// A model of a wanted size: one matrix product, so that work on it takes a while.
final class LargeModel {
    private static final int ROWS = 1024;

    private LargeModel() {}

    static Path write(Path folder, int mebibytes) throws IOException {
        int columns = mebibytes * (1 << 20) / Float.BYTES / ROWS;
        ByteBuffer weights =
                ByteBuffer.allocate(ROWS * columns * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(1);
        while (weights.hasRemaining()) {
            weights.putFloat(random.nextFloat(-1, 1));
        }
        var graph =
                new Graph(
                        "large",
                        List.of(
                                new Node(
                                        "product",
                                        "MatMul",
                                        List.of("x", "w"),
                                        List.of("y"),
                                        List.of())),
                        List.of(
                                TensorProto.of(
                                        "w",
                                        ElementType.FLOAT,
                                        List.of((long) ROWS, (long) columns),
                                        weights.array())),
                        List.of(ValueInfo.of("x", ElementType.FLOAT, batchOf(ROWS))),
                        List.of(ValueInfo.of("y", ElementType.FLOAT, batchOf(columns))),
                        List.of(),
                        List.of());
        var model =
                new Model(
                        8,
                        "test",
                        "1",
                        List.of(new OpsetImport("", 17)),
                        graph,
                        List.of(),
                        List.of());
        Path file = Files.createDirectories(folder).resolve("large.onnx");
        OnnxWriter.write(model, folder, file);
        return file;
    }

    private static Shape batchOf(long size) {
        return new Shape(List.of(new Dim.Named("batch"), new Dim.Fixed(size)));
    }
}
