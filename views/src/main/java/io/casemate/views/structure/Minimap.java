package io.casemate.views.structure;

import io.casemate.engine.structure.Box;
import java.util.function.BiConsumer;
import javafx.scene.canvas.Canvas;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.Region;
import javafx.scene.paint.Color;
import org.jspecify.annotations.Nullable;

/// The whole graph in a corner, with a frame around what is to be seen. Boxes are painted once for
/// each drawing; only the frame moves.
final class Minimap extends Region {
    private static final double WIDEST = 150;
    private static final double HIGHEST = 220;
    private static final double MARGIN = 12;
    private static final double PADDING = 6;

    private final Canvas boxes = new Canvas();
    private final Region frame = new Region();
    private final GraphColours colours;
    private final BiConsumer<Double, Double> centre;
    private @Nullable GraphPicture picture;
    private Color painted = Color.TRANSPARENT;
    private double scale = 1;

    /// @param centre called with a place of the drawing that is to come into the middle
    Minimap(GraphColours colours, BiConsumer<Double, Double> centre) {
        this.colours = colours;
        this.centre = centre;
        setId("structure-minimap");
        setManaged(false);
        getStyleClass().add("graph-legend");
        frame.setMouseTransparent(true);
        frame.setManaged(false);
        frame.getStyleClass().add("graph-minimap-frame");
        getChildren().addAll(boxes, frame);
        setOnMousePressed(this::go);
        setOnMouseDragged(this::go);
        setOnMouseClicked(MouseEvent::consume);
    }

    private void go(MouseEvent event) {
        centre.accept((event.getX() - PADDING) / scale, (event.getY() - PADDING) / scale);
        event.consume();
    }

    void show(GraphPicture shown) {
        picture = shown;
        painted = Color.TRANSPARENT;
    }

    /// Moves the frame, and paints the boxes if they changed.
    void place(Viewport viewport, double width, double height) {
        if (picture == null) {
            setVisible(false);
            return;
        }
        var drawing = picture.drawing();
        scale =
                Math.min(
                        WIDEST / Math.max(1, drawing.width()),
                        HIGHEST / Math.max(1, drawing.height()));
        double wide = drawing.width() * scale;
        double high = drawing.height() * scale;
        boolean isAllSeen =
                viewport.x() >= 0
                        && viewport.y() >= 0
                        && viewport.x() + drawing.width() * viewport.scale() <= width
                        && viewport.y() + drawing.height() * viewport.scale() <= height;
        setVisible(!isAllSeen && drawing.width() > 0);
        resizeRelocate(
                width - wide - 2 * PADDING - MARGIN,
                MARGIN,
                wide + 2 * PADDING,
                high + 2 * PADDING);
        boxes.relocate(PADDING, PADDING);
        if (!painted.equals(colours.box())) {
            paint(picture, wide, high);
        }
        place(viewport, width, height, wide, high);
    }

    private void place(Viewport viewport, double width, double height, double wide, double high) {
        double left = Math.clamp(viewport.toDrawingX(0) * scale, 0, wide);
        double top = Math.clamp(viewport.toDrawingY(0) * scale, 0, high);
        double right = Math.clamp(viewport.toDrawingX(width) * scale, 0, wide);
        double bottom = Math.clamp(viewport.toDrawingY(height) * scale, 0, high);
        frame.resizeRelocate(
                PADDING + left - 1,
                PADDING + top - 1,
                Math.max(6, right - left + 2),
                Math.max(6, bottom - top + 2));
    }

    private void paint(GraphPicture shown, double wide, double high) {
        painted = colours.box();
        boxes.setWidth(Math.max(1, wide));
        boxes.setHeight(Math.max(1, high));
        GraphicsContext to = boxes.getGraphicsContext2D();
        to.clearRect(0, 0, boxes.getWidth(), boxes.getHeight());
        for (Box box : shown.drawing().boxes()) {
            to.setFill(colours.muted().deriveColor(0, 1, 1, box.isExpanded() ? 0.15 : 0.8));
            to.fillRect(
                    box.x() * scale,
                    box.y() * scale,
                    Math.max(1.2, box.width() * scale),
                    Math.max(1, box.height() * scale));
        }
    }
}
