package io.casemate.benchmarks;

import io.casemate.engine.problem.Outcome;
import io.casemate.engine.structure.Block;
import io.casemate.engine.structure.Layout;
import io.casemate.engine.structure.ModelStructure;
import io.casemate.engine.structure.Structures;
import io.casemate.engine.structure.Transformers;
import io.casemate.views.structure.GraphFrames;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import javafx.application.Platform;

/// How long the graph of a large model takes: to lay out with every block open and as it is first
/// shown, and to draw while it is zoomed and moved. Run with `-Dglass.platform=Headless
/// -Dprism.order=sw`.
public final class GraphViewFrames {
    private static final int STEPS = 200;

    private GraphViewFrames() {}

    public static void main(String[] arguments) throws Exception {
        Path folder = Files.createTempDirectory("frames");
        ModelStructure five = layout(folder, 250);
        layout(folder, 2_499);
        Files.delete(folder);
        var done = new CountDownLatch(1);
        Platform.startup(() -> {
            GraphFrames.Times times = new GraphFrames(five).run(STEPS);
            print("drawn on the canvas", times.drawn());
            print("drawn, rendered and copied", times.rendered());
            done.countDown();
        });
        done.await();
        Platform.exit();
    }

    private static void print(String what, double[] times) {
        System.out.printf(
                "%d frames %s: p50 %.1f ms, p95 %.1f ms, slowest %.1f ms%n",
                STEPS, what, times[STEPS / 2], times[STEPS * 95 / 100], times[STEPS - 1]);
    }

    private static ModelStructure layout(Path folder, int layers) throws Exception {
        Path file = Transformers.write(folder.resolve(layers + ".onnx"), layers, true);
        long start = System.nanoTime();
        if (!(Structures.read(file) instanceof Outcome.Done<ModelStructure>(var structure))) {
            throw new IllegalStateException("not read: " + file);
        }
        long read = System.nanoTime();
        Set<Integer> all = structure.root().all().map(Block::id).collect(Collectors.toSet());
        Layout.draw(structure, Layout.readable(structure), () -> false).orElseThrow();
        long first = System.nanoTime();
        Layout.draw(structure, all, () -> false).orElseThrow();
        long opened = System.nanoTime();
        System.out.printf(
                "%d nodes: read %.0f ms, first layout %.0f ms, every block open %.0f ms%n",
                structure.nodes().size(),
                (read - start) / 1e6,
                (first - read) / 1e6,
                (opened - first) / 1e6);
        Files.delete(file);
        return structure;
    }
}
