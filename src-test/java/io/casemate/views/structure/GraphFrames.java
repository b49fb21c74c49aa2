package io.casemate.views.structure;

import io.casemate.engine.structure.Block;
import io.casemate.engine.structure.Drawing;
import io.casemate.engine.structure.Layout;
import io.casemate.engine.structure.ModelStructure;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import javafx.scene.Scene;
import javafx.scene.image.WritableImage;
import javafx.scene.layout.StackPane;

/// Times frames of the graph. On the FX thread.
public final class GraphFrames {
    private static final int WARM = 40;
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private final GraphCanvas canvas = new GraphCanvas(_ -> {}, _ -> {});
    private final Drawing drawing;

    /// A graph with every block open, in a scene of 1440 by 900.
    public GraphFrames(ModelStructure structure) {
        Set<Integer> all = structure.root().all().map(Block::id).collect(Collectors.toSet());
        drawing = Layout.draw(structure, all, () -> false).orElseThrow();
        canvas.setPrefSize(1440, 900);
        new Scene(new StackPane(canvas), 1440, 900).snapshot(null);
        canvas.open(GraphPicture.of(structure, drawing));
    }

    /// Milliseconds of processor time of each frame, sorted: time on a clock would measure what
    /// else the machine does.
    ///
    /// @param drawn the graph on its canvas, as the FX thread does it
    /// @param rendered drawn, rendered in software and copied into an image
    public record Times(double[] drawn, double[] rendered) {}

    /// Zooms from everything to full size and pans there.
    public Times run(int steps) {
        var image = new WritableImage(1440, 900);
        var times = new Times(new double[steps], new double[steps]);
        for (int i = -WARM; i < steps; i++) {
            canvas.look(at((double) Math.floorMod(i, steps) / steps));
            long start = processorNanos();
            canvas.layout();
            long drawn = processorNanos();
            canvas.getScene().snapshot(image);
            if (i >= 0) {
                times.drawn()[i] = (drawn - start) / 1e6;
                times.rendered()[i] = (processorNanos() - start) / 1e6;
            }
        }
        Arrays.sort(times.drawn());
        Arrays.sort(times.rendered());
        return times;
    }

    /// {@return what the FX thread and the renderer have used so far}
    private static long processorNanos() {
        return Arrays.stream(THREADS.getAllThreadIds())
                .filter(id -> id == Thread.currentThread().threadId() || isRenderer(id))
                .map(THREADS::getThreadCpuTime)
                .sum();
    }

    private static boolean isRenderer(long id) {
        ThreadInfo thread = THREADS.getThreadInfo(id);
        return thread != null && thread.getThreadName().startsWith("QuantumRenderer");
    }

    private Viewport at(double share) {
        Viewport all = Viewport.fitting(drawing.width(), drawing.height(), 1440, 900);
        double zoom = Math.min(1, share * 2);
        double scale = all.scale() * Math.pow(1 / all.scale(), zoom);
        double y = drawing.height() * (0.2 + 0.3 * share);
        return new Viewport(scale, 720 - drawing.width() / 2 * scale, 450 - y * scale);
    }
}
