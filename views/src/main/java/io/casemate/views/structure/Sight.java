package io.casemate.views.structure;

import io.casemate.engine.structure.Box;
import io.casemate.engine.structure.Wire;

/// The part of a drawing that is to be seen, in the drawing's own coordinates.
///
/// @param scale pixels on screen for one of the drawing
record Sight(double scale, double left, double top, double right, double bottom) {
    private static final double TEXT_FROM = 0.42;
    private static final double CURVES_FROM = 0.3;
    private static final double ARROWS_FROM = 0.5;
    private static final double LEAST_BOX = 2;
    private static final double LEAST_FRAME = 4;
    private static final double LEAST_WIRE = 5;

    static Sight of(Viewport through, double width, double height) {
        return new Sight(
                through.scale(),
                through.toDrawingX(0),
                through.toDrawingY(0),
                through.toDrawingX(width),
                through.toDrawingY(height));
    }

    /// {@return whether `box` is in sight and not too small to be seen}
    boolean shows(Box box) {
        return box.x() < right
                && box.x() + box.width() > left
                && box.y() < bottom
                && box.y() + box.height() > top
                && (box.depth() == 0 || box.height() * scale >= least(box));
    }

    private static double least(Box box) {
        return box.isExpanded() ? LEAST_FRAME : LEAST_BOX;
    }

    /// {@return whether some of `wire` is in sight and it is not too short to be seen}
    boolean shows(Wire wire) {
        int last = wire.ys().length - 1;
        return Math.abs(wire.ys()[last] - wire.ys()[0]) * scale >= LEAST_WIRE
                && overlaps(wire.ys()[0], wire.ys()[last], top, bottom);
    }

    /// {@return whether the segment that ends at point `end` of `wire` is in sight}
    boolean shows(Wire wire, int end) {
        return overlaps(wire.xs()[end - 1], wire.xs()[end], left, right)
                && overlaps(wire.ys()[end - 1], wire.ys()[end], top, bottom);
    }

    private static boolean overlaps(double one, double other, double least, double most) {
        return Math.max(one, other) >= least && Math.min(one, other) <= most;
    }

    /// {@return whether texts can be read; corners are not seen either where they cannot}
    boolean isNear() {
        return scale >= TEXT_FROM;
    }

    boolean hasCurves() {
        return scale >= CURVES_FROM;
    }

    boolean hasArrows() {
        return scale >= ARROWS_FROM;
    }

    /// {@return a width in the drawing that is at least `pixels` on screen}
    double atLeast(double width, double pixels) {
        return Math.max(width, pixels / scale);
    }
}
