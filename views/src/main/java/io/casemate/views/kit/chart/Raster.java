package io.casemate.views.kit.chart;

import java.util.Arrays;

/// Draws anti-aliased lines and areas into premultiplied ARGB pixels. Knows no JavaFX.
///
/// A line is collected as coverage first and blended once, so that joints do not show: pixel by
/// pixel, column by column, coverage is how deep the pixel's centre lies inside the line.
final class Raster {
    private final int width;
    private final int height;
    private final int[] pixels;
    private final float[] coverage;

    /// @param pixels `width * height` pixels, row by row from the top; written to by every call
    Raster(int width, int height, int[] pixels) {
        if (pixels.length != width * height) {
            throw new IllegalArgumentException("pixels has the wrong length: " + pixels.length);
        }
        this.width = width;
        this.height = height;
        this.pixels = pixels;
        coverage = new float[pixels.length];
    }

    void clear() {
        Arrays.fill(pixels, 0);
    }

    /// Fills one row of pixels.
    void horizontal(int y, int argb) {
        if (y < 0 || y >= height) {
            return;
        }
        for (int x = 0; x < width; x++) {
            blend(y * width + x, argb, 1);
        }
    }

    /// Draws the runs of numbers in `ys`; [Double#NaN] parts them. A run of one number is a dot.
    ///
    /// @param xs ascending, in pixels
    /// @param ys in pixels from the top
    /// @param thickness in pixels
    void polyline(double[] xs, double[] ys, double thickness, int argb) {
        Arrays.fill(coverage, 0);
        for (int i = 0; i < xs.length; i++) {
            if (Double.isNaN(ys[i])) {
                continue;
            }
            boolean joined = i > 0 && !Double.isNaN(ys[i - 1]);
            boolean joins = i + 1 < xs.length && !Double.isNaN(ys[i + 1]);
            if (joined) {
                segment(xs[i - 1], ys[i - 1], xs[i], ys[i], thickness / 2);
            } else if (!joins) {
                segment(xs[i], ys[i], xs[i], ys[i], thickness);
            }
        }
        for (int i = 0; i < pixels.length; i++) {
            if (coverage[i] > 0) {
                blend(i, argb, coverage[i]);
            }
        }
    }

    /// Fills from each run of numbers in `ys` down to the bottom row.
    void area(double[] xs, double[] ys, int argb) {
        for (int i = 1; i < xs.length; i++) {
            if (!Double.isNaN(ys[i - 1]) && !Double.isNaN(ys[i])) {
                trapezoid(xs[i - 1], ys[i - 1], xs[i], ys[i], argb);
            }
        }
    }

    private void trapezoid(double x0, double y0, double x1, double y1, int argb) {
        int from = Math.max(0, (int) Math.ceil(x0 - 0.5));
        int to = Math.min(width, (int) Math.ceil(x1 - 0.5));
        for (int x = from; x < to; x++) {
            double y = y0 + (y1 - y0) * (x + 0.5 - x0) / (x1 - x0);
            int top = (int) Math.floor(y);
            if (top >= 0 && top < height) {
                blend(top * width + x, argb, (float) (top + 1 - y));
            }
            for (int row = Math.max(0, top + 1); row < height; row++) {
                blend(row * width + x, argb, 1);
            }
        }
    }

    private void segment(double x0, double y0, double x1, double y1, double half) {
        double reach = half + 1;
        int from = Math.max(0, (int) Math.floor(x0 - reach));
        int to = Math.min(width - 1, (int) Math.ceil(x1 + reach));
        double slope = x1 > x0 ? (y1 - y0) / (x1 - x0) : 0;
        double vertical = reach * Math.hypot(1, slope);
        for (int x = from; x <= to; x++) {
            double left = y0 + slope * (Math.clamp(x - 0.5, x0, x1) - x0);
            double right = y0 + slope * (Math.clamp(x + 1.5, x0, x1) - x0);
            boolean upright = x1 <= x0;
            double high = upright ? Math.min(y0, y1) : Math.min(left, right);
            double low = upright ? Math.max(y0, y1) : Math.max(left, right);
            int top = Math.max(0, (int) Math.floor(high - vertical));
            int bottom = Math.min(height - 1, (int) Math.ceil(low + vertical));
            for (int y = top; y <= bottom; y++) {
                double distance = distance(x + 0.5, y + 0.5, x0, y0, x1, y1);
                cover(y * width + x, half + 0.5 - distance);
            }
        }
    }

    private void cover(int index, double amount) {
        if (amount > coverage[index]) {
            coverage[index] = (float) Math.min(1, amount);
        }
    }

    private static double distance(double x, double y, double x0, double y0, double x1, double y1) {
        double dx = x1 - x0;
        double dy = y1 - y0;
        double length = dx * dx + dy * dy;
        double along =
                length == 0 ? 0 : Math.clamp(((x - x0) * dx + (y - y0) * dy) / length, 0.0, 1.0);
        return Math.hypot(x - x0 - along * dx, y - y0 - along * dy);
    }

    /// Source over destination; the source's alpha is scaled by `share`.
    private void blend(int index, int argb, float share) {
        int alpha = Math.round((argb >>> 24) * share);
        if (alpha <= 0) {
            return;
        }
        int under = pixels[index];
        int rest = 255 - alpha;
        pixels[index] =
                (alpha + scaled(under >>> 24, rest)) << 24
                        | mixed(argb >> 16, alpha, under >> 16, rest) << 16
                        | mixed(argb >> 8, alpha, under >> 8, rest) << 8
                        | mixed(argb, alpha, under, rest);
    }

    private static int mixed(int over, int alpha, int under, int rest) {
        return scaled(over & 0xFF, alpha) + scaled(under & 0xFF, rest);
    }

    private static int scaled(int value, int share) {
        return (value * share + 127) / 255;
    }
}
