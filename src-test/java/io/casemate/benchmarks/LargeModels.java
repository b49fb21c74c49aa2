package io.casemate.benchmarks;

import io.casemate.engine.onnx.ElementType;
import io.casemate.engine.onnx.Graph;
import io.casemate.engine.onnx.Model;
import io.casemate.engine.onnx.Node;
import io.casemate.engine.onnx.OnnxWriter;
import io.casemate.engine.onnx.OpsetImport;
import io.casemate.engine.onnx.Shape;
import io.casemate.engine.onnx.Source;
import io.casemate.engine.onnx.TensorData;
import io.casemate.engine.onnx.TensorProto;
import io.casemate.engine.onnx.ValueInfo;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/// Makes models that run and are as large as models get, to be imported by hand: `FOLDER` gets
/// `external/` (4 GiB beside the model), `single/` (1.9 GB in one file) and `many/` (50,000 tensors
/// in one file). Weights are seeded noise, each tensor its own.
public final class LargeModels {
    private static final int WIDTH = 4096;
    private static final int BLOCK = 1 << 20;

    /// Keeps the variance of what goes through a layer as it is: `width · a² / 3 = 1`.
    private static final float SPREAD = (float) Math.sqrt(3.0 / WIDTH);

    private LargeModels() {}

    public static void main(String[] arguments) throws IOException {
        Path folder = Path.of(arguments[0]);
        layered(Files.createDirectories(folder.resolve("external")), 64);
        layered(Files.createDirectories(folder.resolve("single")), 28);
        summed(Files.createDirectories(folder.resolve("many")), 50_000, 9_500);
    }

    /// A chain of products with square matrices of 64 MiB each.
    private static void layered(Path folder, int layers) throws IOException {
        var shape = List.of((long) WIDTH, (long) WIDTH);
        List<Node> nodes =
                IntStream.range(0, layers)
                        .mapToObj(i -> node("MatMul", List.of(name(i), "w" + i), name(i + 1)))
                        .toList();
        write(folder, noise(folder, layers, shape), graph(nodes, name(layers), WIDTH));
    }

    /// Few nodes that add up many small tensors.
    static void summed(Path folder, int tensors, int width) throws IOException {
        int perNode = 500;
        var nodes = new ArrayList<Node>();
        for (int from = 0; from < tensors; from += perNode) {
            var inputs = new ArrayList<>(List.of(name(nodes.size())));
            IntStream.range(from, Math.min(tensors, from + perNode))
                    .forEach(i -> inputs.add("w" + i));
            nodes.add(node("Sum", inputs, name(nodes.size() + 1)));
        }
        Graph graph = graph(nodes, name(nodes.size()), width);
        write(folder, noise(folder, tensors, List.of((long) width)), graph);
    }

    private static String name(int layer) {
        return "x" + layer;
    }

    private static Node node(String type, List<String> inputs, String output) {
        return new Node(output, type, inputs, List.of(output), List.of());
    }

    private static Graph graph(List<Node> nodes, String output, int width) {
        return new Graph(
                "large",
                nodes,
                List.of(),
                List.of(ValueInfo.of(name(0), ElementType.FLOAT, Shape.of(1, width))),
                List.of(ValueInfo.of(output, ElementType.FLOAT, Shape.of(1, width))),
                List.of(),
                List.of());
    }

    private static List<TensorProto> noise(Path folder, int tensors, List<Long> shape)
            throws IOException {
        long bytes = Float.BYTES * shape.stream().reduce(1L, (a, b) -> a * b);
        Path file = folder.resolve("noise.part");
        writeNoise(file, bytes * tensors);
        return IntStream.range(0, tensors)
                .mapToObj(i ->
                        new TensorProto(
                                "w" + i,
                                ElementType.FLOAT,
                                shape,
                                new TensorData.Raw(new Source.InFile(file, i * bytes, bytes)),
                                1))
                .toList();
    }

    private static void writeNoise(Path file, long bytes) throws IOException {
        var random = new SplittableRandom(7);
        var block = ByteBuffer.allocate(BLOCK).order(ByteOrder.LITTLE_ENDIAN);
        try (FileChannel out =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            for (long left = bytes; left > 0; left -= BLOCK) {
                block.clear().limit((int) Math.min(BLOCK, left));
                while (block.hasRemaining()) {
                    block.putFloat((random.nextInt() >> 8) * (SPREAD / (1 << 23)));
                }
                block.flip();
                while (block.hasRemaining()) {
                    out.write(block);
                }
            }
        }
    }

    private static void write(Path folder, List<TensorProto> weights, Graph graph)
            throws IOException {
        var opsets = List.of(new OpsetImport("", 17));
        Graph whole = graph.withInitializers(weights);
        OnnxWriter.write(
                new Model(8, "", "", opsets, whole, List.of(), List.of()),
                folder,
                folder.resolve("large.onnx"));
        Files.delete(folder.resolve("noise.part"));
    }
}
