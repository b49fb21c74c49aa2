package io.casemate.views.kit.chart;

import java.nio.IntBuffer;
import java.util.Arrays;
import javafx.scene.image.ImageView;
import javafx.scene.image.PixelBuffer;
import javafx.scene.image.PixelFormat;
import javafx.scene.image.WritableImage;
import javafx.scene.layout.Region;
import org.jspecify.annotations.Nullable;

/// The plot of a chart as an image that a [Raster] writes.
final class PlotPixels extends Region {
    private static final double FILL = 0.14;
    private static final double THICKNESS = 1.6;

    private final ImageView view = new ImageView();
    private @Nullable PixelBuffer<IntBuffer> buffer;
    private Raster raster = new Raster(1, 1, new int[1]);

    PlotPixels() {
        setMouseTransparent(true);
        getChildren().add(view);
    }

    /// Paints everything anew.
    ///
    /// @param scale physical pixels per pixel
    void paint(ChartData data, NiceScale axis, ChartPalette palette, double scale) {
        int width = (int) Math.round(getWidth() * scale);
        int height = (int) Math.round(getHeight() * scale);
        if (width < 2 || height < 2) {
            return;
        }
        PixelBuffer<IntBuffer> target = fitted(width, height);
        raster.clear();
        for (double tick : axis.ticks()) {
            raster.horizontal(
                    (int) Math.round((height - 1) * (1 - tick / axis.top())), palette.gridArgb());
        }
        for (ChartLine line : data.lines()) {
            paint(line, new Frame(data.seconds(), axis.top(), scale), palette);
        }
        target.updateBuffer(_ -> null);
    }

    /// Paints the lines alone, on a value axis that ends at `top`.
    void paintBare(ChartData data, double top, ChartPalette palette) {
        int width = (int) getWidth();
        int height = (int) getHeight();
        if (width < 2 || height < 2) {
            return;
        }
        PixelBuffer<IntBuffer> target = fitted(width, height);
        raster.clear();
        data.lines().forEach(line -> paint(line, new Frame(data.seconds(), top, 1), palette));
        target.updateBuffer(_ -> null);
    }

    /// @param seconds width of the time axis
    /// @param top upper end of the value axis
    /// @param scale physical pixels per pixel
    private record Frame(int seconds, double top, double scale) {}

    private void paint(ChartLine line, Frame frame, ChartPalette palette) {
        int seconds = frame.seconds();
        double scale = frame.scale();
        double[] xs = new double[seconds];
        double[] ys = new double[seconds];
        double width = getWidth() * scale;
        double height = getHeight() * scale;
        Arrays.setAll(xs, i -> seconds == 1 ? width : i * (width - 1) / (seconds - 1) + 0.5);
        Arrays.setAll(
                ys,
                i -> 0.5 + (height - 1) * (1 - line.valueBefore(seconds - 1 - i) / frame.top()));
        if (line.filled()) {
            raster.area(xs, ys, palette.lineArgb(line.colour(), FILL));
        }
        raster.polyline(xs, ys, THICKNESS * scale, palette.lineArgb(line.colour(), 1));
    }

    private PixelBuffer<IntBuffer> fitted(int width, int height) {
        PixelBuffer<IntBuffer> current = buffer;
        if (current != null && current.getWidth() == width && current.getHeight() == height) {
            return current;
        }
        int[] pixels = new int[width * height];
        raster = new Raster(width, height, pixels);
        PixelBuffer<IntBuffer> fresh =
                new PixelBuffer<>(
                        width, height, IntBuffer.wrap(pixels), PixelFormat.getIntArgbPreInstance());
        buffer = fresh;
        view.setImage(new WritableImage(fresh));
        view.setFitWidth(getWidth());
        view.setFitHeight(getHeight());
        return fresh;
    }
}
