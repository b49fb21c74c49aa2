package io.casemate.views.structure;

/// Which part of a drawing is to be seen.
///
/// @param scale pixels on screen for one of the drawing
/// @param x of the drawing's left edge on screen
/// @param y of the drawing's upper edge on screen
record Viewport(double scale, double x, double y) {
    static final double LARGEST = 2.5;
    static final double SMALLEST = 0.004;
    private static final double MARGIN = 28;
    private static final double LEGIBLE = 0.55;

    Viewport moved(double right, double down) {
        return new Viewport(scale, x + right, y + down);
    }

    /// {@return zoomed by `factor`, with the point under `px`, `py` staying there}
    Viewport zoomed(double factor, double px, double py) {
        double next = Math.clamp(scale * factor, SMALLEST, LARGEST);
        double grown = next / scale;
        return new Viewport(next, px - (px - x) * grown, py - (py - y) * grown);
    }

    double toDrawingX(double px) {
        return (px - x) / scale;
    }

    double toDrawingY(double py) {
        return (py - y) / scale;
    }

    /// {@return all of a drawing in the middle of the screen, never larger than it is}
    static Viewport fitting(double width, double height, double screenWidth, double screenHeight) {
        double across = (screenWidth - 2 * MARGIN) / Math.max(1, width);
        double down = (screenHeight - 2 * MARGIN) / Math.max(1, height);
        double scale = Math.clamp(Math.min(across, down), SMALLEST, 1);
        return new Viewport(
                scale, (screenWidth - width * scale) / 2, (screenHeight - height * scale) / 2);
    }

    /// {@return the beginning of a drawing that is too high to be read as a whole}
    static Viewport beginning(
            double width, double height, double screenWidth, double screenHeight) {
        Viewport all = fitting(width, height, screenWidth, screenHeight);
        if (all.scale() >= LEGIBLE) {
            return all;
        }
        double across = (screenWidth - 2 * MARGIN) / Math.max(1, width);
        double scale = Math.clamp(across, LEGIBLE, 1);
        return new Viewport(scale, (screenWidth - width * scale) / 2, MARGIN);
    }

    Viewport centredOn(double cx, double cy, double screenWidth, double screenHeight) {
        double legible = Math.max(scale, LEGIBLE + 0.2);
        return new Viewport(
                legible, screenWidth / 2 - cx * legible, screenHeight / 2 - cy * legible);
    }
}
