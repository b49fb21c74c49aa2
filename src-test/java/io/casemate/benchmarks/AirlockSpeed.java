package io.casemate.benchmarks;

import io.casemate.engine.airlock.Inspections;
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
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/// How fast the airlock inspects: `FOLDER` makes models there, one of few large tensors (1 GB) and
/// one of many small ones, and inspects each several times on one thread. Weights are seeded noise.
/// Speeds are by the time that the thread had a core, so that other work on the machine counts
/// less.
public final class AirlockSpeed {
    private static final int LARGE = 1 << 26;
    private static final int SMALL = 1 << 10;
    private static final int RUNS = 4;
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private AirlockSpeed() {}

    public static void main(String[] arguments) throws IOException {
        Path folder = Files.createDirectories(Path.of(arguments[0]));
        measure(made(folder, "large", 16, LARGE));
        measure(made(folder, "many", 50_000, SMALL));
    }

    private static Path made(Path folder, String name, int tensors, int bytes) throws IOException {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(7);
        byte[] noise = new byte[bytes];
        random.nextBytes(noise);
        Path weights = Files.write(folder.resolve(name + ".bin"), noise);
        var initializers = new ArrayList<TensorProto>();
        for (int i = 0; i < tensors; i++) {
            var data = new TensorData.Raw(new Source.InFile(weights, 0, bytes));
            initializers.add(
                    new TensorProto("w" + i, ElementType.FLOAT, List.of(bytes / 4L), data, 1));
        }
        Path file = folder.resolve(name + ".onnx");
        Files.deleteIfExists(file);
        OnnxWriter.write(model(initializers), folder, file);
        return file;
    }

    private static Model model(List<TensorProto> initializers) {
        var port = ValueInfo.of("x", ElementType.FLOAT, Shape.of(1));
        var graph =
                new Graph(
                        "g",
                        List.of(new Node("n", "Relu", List.of("x"), List.of("y"), List.of())),
                        initializers,
                        List.of(port),
                        List.of(ValueInfo.of("y", ElementType.FLOAT, Shape.of(1))),
                        List.of(),
                        List.of());
        return new Model(8, "", "", List.of(new OpsetImport("", 17)), graph, List.of(), List.of());
    }

    private static void measure(Path file) throws IOException {
        for (int run = 0; run < RUNS; run++) {
            long start = THREADS.getCurrentThreadCpuTime();
            String verdict = Inspections.verdict(file);
            double seconds = (THREADS.getCurrentThreadCpuTime() - start) / 1e9;
            double megabytes = Files.size(file) / 1e6;
            System.out.printf(
                    "%s %s: %.0f MB in %.2f s of one core, %.0f MB/s%n",
                    file.getFileName(), verdict, megabytes, seconds, megabytes / seconds);
        }
    }
}
