package io.casemate.views.structure;

import io.casemate.engine.structure.Box;
import javafx.scene.canvas.GraphicsContext;

/// Paints the visible part of a graph. What is too small to be seen is left out: first texts, then
/// curves, then boxes inside blocks.
final class GraphPainter {
    private final GraphicsContext to;
    private final GraphColours colours;
    private GraphPicture picture;

    GraphPainter(GraphicsContext to, GraphColours colours, GraphPicture picture) {
        this.to = to;
        this.colours = colours;
        this.picture = picture;
    }

    void show(GraphPicture changed) {
        picture = changed;
    }

    /// {@return how many boxes were drawn}
    int paint(Viewport through, Marks marks) {
        double width = to.getCanvas().getWidth();
        double height = to.getCanvas().getHeight();
        to.setTransform(1, 0, 0, 1, 0, 0);
        to.clearRect(0, 0, width, height);
        to.setTransform(through.scale(), 0, 0, through.scale(), through.x(), through.y());
        var sight = Sight.of(through, width, height);
        var visible = picture.drawing().boxes().stream().filter(sight::shows).toList();
        var frames = new FramePainter(to, colours, sight);
        visible.stream().filter(Box::isExpanded).forEach(frames::paint);
        new WirePainter(to, colours, sight).paint(picture.drawing().wires(), marks.selected());
        var boxes = new BoxPainter(to, colours, new BoxPainter.Look(picture, marks, sight));
        for (Box box : visible) {
            if (box.isExpanded()) {
                frames.title(box, picture.texts().get(box.id()).first());
            } else {
                boxes.paint(box);
            }
            boxes.standOut(box);
        }
        return visible.size();
    }
}
