package io.casemate.views.structure;

import io.casemate.engine.structure.Box;
import io.casemate.engine.structure.Wire;
import javafx.geometry.VPos;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.paint.Color;
import javafx.scene.text.Font;
import javafx.scene.text.TextAlignment;

/// Paints the visible part of a graph. What is too small to be seen is left out: first texts, then
/// curves, then boxes inside blocks.
final class GraphPainter {
    private static final double TEXT_FROM = 0.42;
    private static final double CURVES_FROM = 0.3;
    private static final double ARROWS_FROM = 0.5;
    private static final double CORNER = 8;
    private static final double LEAST_BOX = 2;
    private static final double LEAST_FRAME = 4;
    private static final double LEAST_WIRE = 5;
    private static final double BAND = 5;
    private static final double LINE = 1.2;
    private static final Font FIRST = Font.font("Inter SemiBold", 12.5);
    private static final Font SECOND = Font.font("JetBrains Mono", 10);

    private final GraphicsContext to;
    private final GraphColours colours;
    private GraphPicture picture;
    private Marks marks = Marks.NONE;
    private Viewport viewport = new Viewport(1, 0, 0);
    private double left;
    private double top;
    private double right;
    private double bottom;

    GraphPainter(GraphicsContext to, GraphColours colours, GraphPicture picture) {
        this.to = to;
        this.colours = colours;
        this.picture = picture;
    }

    void show(GraphPicture changed) {
        picture = changed;
    }

    /// {@return how many boxes were drawn}
    int paint(Viewport through, Marks standingOut) {
        viewport = through;
        marks = standingOut;
        double width = to.getCanvas().getWidth();
        double height = to.getCanvas().getHeight();
        left = through.toDrawingX(0);
        top = through.toDrawingY(0);
        right = through.toDrawingX(width);
        bottom = through.toDrawingY(height);
        to.setTransform(1, 0, 0, 1, 0, 0);
        to.clearRect(0, 0, width, height);
        to.setTransform(through.scale(), 0, 0, through.scale(), through.x(), through.y());
        int drawn = boxes(true);
        wires();
        return drawn + boxes(false);
    }

    private int boxes(boolean expanded) {
        int drawn = 0;
        for (Box box : picture.drawing().boxes()) {
            if (box.isExpanded() == expanded && isVisible(box) && isLarge(box)) {
                if (expanded) {
                    frame(box);
                } else {
                    box(box);
                }
                drawn++;
            }
        }
        return drawn;
    }

    private boolean isVisible(Box box) {
        return box.x() < right
                && box.x() + box.width() > left
                && box.y() < bottom
                && box.y() + box.height() > top;
    }

    private boolean isLarge(Box box) {
        return box.depth() == 0
                || box.height() * viewport.scale() >= (box.isExpanded() ? LEAST_FRAME : LEAST_BOX);
    }

    /// Corners are not seen from afar, and rounding them takes most of the time.
    private boolean isFar() {
        return viewport.scale() < TEXT_FROM;
    }

    private void frame(Box box) {
        to.setFill(colours.box().deriveColor(0, 1, 1, 0.45));
        if (isFar()) {
            to.fillRect(box.x(), box.y(), box.width(), box.height());
            standOut(box);
            return;
        }
        to.fillRoundRect(box.x(), box.y(), box.width(), box.height(), 2 * CORNER, 2 * CORNER);
        outline(box, colours.border(), 1);
        if (viewport.scale() >= TEXT_FROM) {
            to.setFill(colours.muted());
            to.setFont(FIRST);
            to.setTextAlign(TextAlignment.LEFT);
            to.setTextBaseline(VPos.CENTER);
            to.fillText("− " + text(box).first(), box.x() + 12, box.y() + 15, box.width() - 24);
        }
        standOut(box);
    }

    private GraphPicture.BoxText text(Box box) {
        return picture.texts().get(box.id());
    }

    private void box(Box box) {
        GraphPicture.BoxText text = text(box);
        Color colour = colour(box, text);
        if (isFar()) {
            to.setFill(colour.interpolate(colours.box(), 0.35));
            to.fillRect(box.x(), box.y(), box.width(), box.height());
            standOut(box);
            return;
        }
        double round = picture.structure().isNode(box.id()) || box.isBlock() ? CORNER : 22;
        to.setFill(colours.box().interpolate(colour, strength(text)));
        to.fillRoundRect(box.x(), box.y(), box.width(), box.height(), 2 * round, 2 * round);
        if (box.isBlock()) {
            to.setStroke(colours.border());
            to.setLineWidth(LINE);
            to.strokeRoundRect(box.x() + 3, box.y() + 3, box.width() - 6, box.height() - 6, 11, 11);
        } else if (text.node().isPresent()) {
            to.setFill(colour);
            to.fillRoundRect(box.x(), box.y() + 6, BAND, box.height() - 12, BAND, BAND);
        }
        to.setStroke(colour.interpolate(colours.border(), 0.35));
        to.setLineWidth(LINE);
        to.strokeRoundRect(box.x(), box.y(), box.width(), box.height(), 2 * round, 2 * round);
        if (viewport.scale() >= TEXT_FROM) {
            texts(box, text);
        }
        standOut(box);
    }

    private Color colour(Box box, GraphPicture.BoxText text) {
        if (marks.colouring() == Colouring.COST && box.isBlock()) {
            return text.heat() > 0 ? colours.of(6) : colours.of(Colouring.NONE);
        }
        return text.node()
                .map(node -> colours.of(marks.colouring().colour(node)))
                .orElse(box.isBlock() ? colours.muted() : colours.accent());
    }

    /// {@return how much of its colour a box has; with cost, the square root of its share shows}
    private double strength(GraphPicture.BoxText text) {
        if (marks.colouring() != Colouring.COST || picture.hottest() == 0) {
            return 0.14;
        }
        return 0.04 + 0.66 * Math.sqrt(text.heat() / picture.hottest());
    }

    private void texts(Box box, GraphPicture.BoxText text) {
        boolean isSingle = text.second().isEmpty();
        double middle = box.x() + box.width() / 2;
        to.setTextAlign(TextAlignment.CENTER);
        to.setTextBaseline(VPos.CENTER);
        to.setFont(FIRST);
        to.setFill(colours.text());
        double height = box.height();
        double first = box.y() + (isSingle ? height / 2 : height / 2 - 8);
        String shown = box.isBlock() ? "+ " + text.first() : text.first();
        to.fillText(shown, middle, first, box.width() - 20);
        if (!isSingle) {
            to.setFont(SECOND);
            to.setFill(colours.muted());
            to.fillText(text.second(), middle, box.y() + height / 2 + 9, box.width() - 20);
        }
    }

    private void standOut(Box box) {
        double least = 1 / viewport.scale();
        if (box.id() == marks.selected()) {
            outline(box, colours.accent(), Math.max(3, 2 * least));
        } else if (!box.isExpanded() && marks.matches().contains(box.id())) {
            outline(box, colours.match(), Math.max(2.5, 2 * least));
        }
    }

    private void outline(Box box, Color colour, double width) {
        to.setStroke(colour);
        to.setLineWidth(width);
        to.strokeRoundRect(box.x(), box.y(), box.width(), box.height(), 2 * CORNER, 2 * CORNER);
    }

    private void wires() {
        Color plain = colours.wire().deriveColor(0, 1, 1, 0.9);
        to.setLineWidth(Math.max(LINE, 0.7 / viewport.scale()));
        to.setStroke(plain);
        to.setFill(plain);
        to.beginPath();
        for (Wire wire : picture.drawing().wires()) {
            if (isVisible(wire)) {
                trace(wire);
            }
        }
        to.stroke();
        if (viewport.scale() >= ARROWS_FROM) {
            picture.drawing().wires().stream().filter(this::isVisible).forEach(this::arrow);
        }
        if (marks.selected() != Marks.NOTHING) {
            chosenWires();
        }
    }

    private void chosenWires() {
        to.setStroke(colours.accent());
        to.setFill(colours.accent());
        to.setLineWidth(Math.max(2.2, 1.6 / viewport.scale()));
        to.beginPath();
        for (Wire wire : picture.drawing().wires()) {
            if (isChosen(wire) && isVisible(wire)) {
                trace(wire);
            }
        }
        to.stroke();
        if (viewport.scale() >= ARROWS_FROM) {
            picture.drawing().wires().stream()
                    .filter(wire -> isChosen(wire) && isVisible(wire))
                    .forEach(this::arrow);
        }
    }

    private boolean isChosen(Wire wire) {
        return wire.from() == marks.selected() || wire.to() == marks.selected();
    }

    private boolean isVisible(Wire wire) {
        double[] ys = wire.ys();
        double[] xs = wire.xs();
        int last = ys.length - 1;
        if (Math.abs(ys[last] - ys[0]) * viewport.scale() < LEAST_WIRE
                || Math.max(ys[0], ys[last]) < top
                || Math.min(ys[0], ys[last]) > bottom) {
            return false;
        }
        double least = xs[0];
        double most = xs[0];
        for (double x : xs) {
            least = Math.min(least, x);
            most = Math.max(most, x);
        }
        return most >= left && least <= right;
    }

    private void trace(Wire wire) {
        double[] xs = wire.xs();
        double[] ys = wire.ys();
        to.moveTo(xs[0], ys[0]);
        for (int i = 1; i < xs.length; i++) {
            boolean isSeen =
                    Math.max(ys[i - 1], ys[i]) >= top && Math.min(ys[i - 1], ys[i]) <= bottom;
            if (!isSeen) {
                to.moveTo(xs[i], ys[i]);
            } else if (viewport.scale() < CURVES_FROM || Math.abs(xs[i] - xs[i - 1]) < 1) {
                to.lineTo(xs[i], ys[i]);
            } else {
                double half = (ys[i] - ys[i - 1]) / 2;
                to.bezierCurveTo(xs[i - 1], ys[i - 1] + half, xs[i], ys[i] - half, xs[i], ys[i]);
            }
        }
    }

    private void arrow(Wire wire) {
        int last = wire.xs().length - 1;
        double x = wire.xs()[last];
        double y = wire.ys()[last];
        if (wire.to() != -1 && y >= top && y <= bottom) {
            to.fillPolygon(new double[] {x - 4, x + 4, x}, new double[] {y - 7, y - 7, y}, 3);
        }
    }
}
