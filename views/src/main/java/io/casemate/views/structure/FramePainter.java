package io.casemate.views.structure;

import io.casemate.engine.structure.Box;
import javafx.geometry.VPos;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.paint.Color;
import javafx.scene.text.TextAlignment;

/// Paints the frames of opened blocks. Frames are often larger than the screen, and a software
/// renderer takes long for large round shapes; so they are put together from opaque rectangles,
/// with circles only where a corner is in sight.
final class FramePainter {
    private static final double CORNER = 8;
    private static final double LINE = 1;
    private static final double THROUGH = 0.55;
    private static final double TITLE_X = 12;
    private static final double TITLE_Y = 15;
    private static final double LETTER = 7.6;

    private final GraphicsContext to;
    private final GraphColours colours;
    private final Sight sight;

    FramePainter(GraphicsContext to, GraphColours colours, Sight sight) {
        this.to = to;
        this.colours = colours;
        this.sight = sight;
    }

    void paint(Box box) {
        if (!sight.isNear()) {
            to.setFill(surface(box));
            rectangle(box.x(), box.y(), box.x() + box.width(), box.y() + box.height());
            return;
        }
        to.setFill(colours.border());
        rounded(box, 0, CORNER);
        to.setFill(surface(box));
        rounded(box, LINE, CORNER - LINE);
    }

    /// The deeper a block, the more it stands out from the surface.
    private Color surface(Box box) {
        double share = 1 - Math.pow(THROUGH, box.depth() + 1);
        return colours.surface().interpolate(colours.box(), share);
    }

    private void rounded(Box box, double inset, double corner) {
        double x1 = box.x() + inset;
        double y1 = box.y() + inset;
        double x2 = box.x() + box.width() - inset;
        double y2 = box.y() + box.height() - inset;
        rectangle(x1, y1 + corner, x2, y2 - corner);
        rectangle(x1 + corner, y1, x2 - corner, y1 + corner + LINE);
        rectangle(x1 + corner, y2 - corner - LINE, x2 - corner, y2);
        circle(x1, y1, corner);
        circle(x2 - 2 * corner, y1, corner);
        circle(x1, y2 - 2 * corner, corner);
        circle(x2 - 2 * corner, y2 - 2 * corner, corner);
    }

    private void rectangle(double x1, double y1, double x2, double y2) {
        double left = Math.max(x1, sight.left());
        double top = Math.max(y1, sight.top());
        double right = Math.min(x2, sight.right());
        double bottom = Math.min(y2, sight.bottom());
        if (left < right && top < bottom) {
            to.fillRect(left, top, right - left, bottom - top);
        }
    }

    private void circle(double x, double y, double radius) {
        double size = 2 * radius;
        if (x < sight.right()
                && x + size > sight.left()
                && y < sight.bottom()
                && y + size > sight.top()) {
            to.fillOval(x, y, size, size);
        }
    }

    /// Writes the name of a block into its frame, over the wires that pass there.
    void title(Box box, String name) {
        if (!sight.isNear()) {
            return;
        }
        String text = "− " + name;
        double width = Math.min(text.length() * LETTER, box.width() - 2 * TITLE_X);
        to.setFill(surface(box));
        to.fillRect(box.x() + TITLE_X - 3, box.y() + TITLE_Y - 8, width + 3, 16);
        to.setFill(colours.muted());
        to.setFont(BoxPainter.FIRST);
        to.setTextAlign(TextAlignment.LEFT);
        to.setTextBaseline(VPos.CENTER);
        to.fillText(text, box.x() + TITLE_X, box.y() + TITLE_Y, box.width() - 2 * TITLE_X);
    }
}
