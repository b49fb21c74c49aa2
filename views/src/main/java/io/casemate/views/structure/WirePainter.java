package io.casemate.views.structure;

import io.casemate.engine.structure.Wire;
import java.util.List;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.paint.Color;

/// Paints wires piece by piece: straight ones as rectangles, and each curve alone. One path of all
/// would be as large as the screen, and a software renderer pays for its area.
final class WirePainter {
    private static final double LINE = 1.2;
    private static final double LEAST_LINE = 0.7;
    private static final double CHOSEN_LINE = 2.2;
    private static final double LEAST_CHOSEN_LINE = 1.6;

    private final GraphicsContext to;
    private final GraphColours colours;
    private final Sight sight;

    WirePainter(GraphicsContext to, GraphColours colours, Sight sight) {
        this.to = to;
        this.colours = colours;
        this.sight = sight;
    }

    /// @param chosen id of the box whose wires stand out; -1 for none
    void paint(List<Wire> wires, int chosen) {
        List<Wire> visible = wires.stream().filter(sight::shows).toList();
        use(colours.wire(), sight.atLeast(LINE, LEAST_LINE));
        visible.forEach(this::paint);
        if (chosen != Marks.NOTHING) {
            use(colours.accent(), sight.atLeast(CHOSEN_LINE, LEAST_CHOSEN_LINE));
            visible.stream()
                    .filter(wire -> wire.from() == chosen || wire.to() == chosen)
                    .forEach(this::paint);
        }
    }

    private void use(Color colour, double width) {
        to.setStroke(colour);
        to.setFill(colour);
        to.setLineWidth(width);
    }

    private void paint(Wire wire) {
        for (int i = 1; i < wire.xs().length; i++) {
            if (sight.shows(wire, i)) {
                segment(wire.xs()[i - 1], wire.ys()[i - 1], wire.xs()[i], wire.ys()[i]);
            }
        }
        if (sight.hasArrows()) {
            arrow(wire);
        }
    }

    private void segment(double x1, double y1, double x2, double y2) {
        if (Math.abs(x2 - x1) < 1) {
            double top = Math.max(Math.min(y1, y2), sight.top());
            double bottom = Math.min(Math.max(y1, y2), sight.bottom());
            to.fillRect(x1 - to.getLineWidth() / 2, top, to.getLineWidth(), bottom - top);
        } else if (sight.hasCurves()) {
            double half = (y2 - y1) / 2;
            to.beginPath();
            to.moveTo(x1, y1);
            to.bezierCurveTo(x1, y1 + half, x2, y2 - half, x2, y2);
            to.stroke();
        } else {
            to.strokeLine(x1, y1, x2, y2);
        }
    }

    private void arrow(Wire wire) {
        int last = wire.xs().length - 1;
        double x = wire.xs()[last];
        double y = wire.ys()[last];
        if (wire.to() != Marks.NOTHING && y >= sight.top() && y <= sight.bottom()) {
            to.fillPolygon(new double[] {x - 4, x + 4, x}, new double[] {y - 7, y - 7, y}, 3);
        }
    }
}
