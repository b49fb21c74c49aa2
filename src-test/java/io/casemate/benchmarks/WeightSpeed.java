package io.casemate.benchmarks;

import io.casemate.engine.onnx.Attribute;
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
import io.casemate.engine.problem.Outcome;
import io.casemate.engine.problem.Problem;
import io.casemate.engine.quantize.Recipe;
import io.casemate.engine.quantize.Step;
import io.casemate.engine.quantize.rewrite.RecipeRewriter;
import io.casemate.engine.quantize.rewrite.RewriteReport;
import io.casemate.engine.tasks.Progress;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// How fast weights become smaller, and in how much memory: `FOLDER GIGABYTES` makes a model of
/// square matrices of 64 MB each there, and takes each recipe to it twice, on one thread. Weights
/// are seeded noise.
public final class WeightSpeed {
    private static final int SIDE = 4096;
    private static final long BYTES = (long) SIDE * SIDE * Float.BYTES;

    private WeightSpeed() {}

    public static void main(String[] arguments) throws IOException {
        Path folder = Files.createDirectories(Path.of(arguments[0]));
        int matrices = (int) (Double.parseDouble(arguments[1]) * 1e9 / BYTES);
        Path file = made(folder, matrices);
        measure(block(Step.RangeSearch.RTN), file, matrices);
        measure(block(Step.RangeSearch.MSE), file, matrices);
        measure(Recipe.STORED_INT8, file, matrices);
        measure(Recipe.STORED_FP16, file, matrices);
    }

    private static Recipe block(Step.RangeSearch search) {
        return Recipe.of(
                "int4 " + search.id(), new Step.BlockWeights(4, 32, false, search, 4, List.of()));
    }

    private static Path made(Path folder, int matrices) throws IOException {
        Path weights = folder.resolve("noise.bin");
        var random = new Random(7);
        ByteBuffer noise = ByteBuffer.allocate((int) BYTES).order(ByteOrder.LITTLE_ENDIAN);
        while (noise.hasRemaining()) {
            noise.putFloat((float) random.nextGaussian() / SIDE);
        }
        Files.write(weights, noise.array());
        var data = new TensorData.Raw(new Source.InFile(weights, 0, BYTES));
        var constants = new ArrayList<TensorProto>();
        var nodes = new ArrayList<Node>();
        for (int i = 0; i < matrices; i++) {
            List<Long> dims = List.of((long) SIDE, (long) SIDE);
            constants.add(new TensorProto("w" + i, ElementType.FLOAT, dims, data, 1));
            List<Attribute> turned = List.of(Attribute.of("transB", i % 2L));
            List<String> inputs = List.of("x" + i, "w" + i);
            nodes.add(new Node("n" + i, "Gemm", inputs, List.of("x" + (i + 1)), turned));
        }
        Path file = folder.resolve("parent.onnx");
        OnnxWriter.delete(file);
        OnnxWriter.write(model(nodes, constants), folder, file);
        return file;
    }

    private static Model model(List<Node> nodes, List<TensorProto> constants) {
        var graph =
                new Graph(
                        "g",
                        nodes,
                        constants,
                        List.of(ValueInfo.of("x0", ElementType.FLOAT, Shape.of(1, SIDE))),
                        List.of(
                                ValueInfo.of(
                                        "x" + nodes.size(), ElementType.FLOAT, Shape.of(1, SIDE))),
                        List.of(),
                        List.of());
        return new Model(8, "", "", List.of(new OpsetImport("", 17)), graph, List.of(), List.of());
    }

    private static void measure(Recipe recipe, Path file, int matrices) throws IOException {
        for (int run = 0; run < 2; run++) {
            Path out = Files.createTempDirectory(file.getParent(), "out");
            heapPools().forEach(MemoryPoolMXBean::resetPeakUsage);
            long processor = processorNanos();
            long start = System.nanoTime();
            if (RecipeRewriter.apply(recipe, file, out, Progress.NONE)
                    instanceof Outcome.Refused<RewriteReport>(Problem problem)) {
                throw new IllegalStateException(problem.toString());
            }
            double seconds = (System.nanoTime() - start) / 1e9;
            double busy = (processorNanos() - processor) / 1e9;
            double megabytes = matrices * BYTES / 1e6;
            long heap = heapPools().stream().mapToLong(pool -> pool.getPeakUsage().getUsed()).sum();
            System.out.printf(
                    "%s: %.0f MB in %.2f s (%.2f s of processor time), %.0f MB/s per core, at most"
                            + " %.0f MB of heap%n",
                    recipe.name(), megabytes, seconds, busy, megabytes / busy, heap / 1e6);
            OnnxWriter.delete(out.resolve("model.onnx"));
            Files.delete(out);
        }
    }

    private static List<MemoryPoolMXBean> heapPools() {
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .toList();
    }

    private static long processorNanos() {
        return ProcessHandle.current().info().totalCpuDuration().orElseThrow().toNanos();
    }
}
