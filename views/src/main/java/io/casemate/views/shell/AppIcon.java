package io.casemate.views.shell;

import java.util.List;
import java.util.stream.IntStream;
import javafx.scene.Node;
import javafx.scene.image.Image;
import javafx.scene.image.PixelWriter;
import javafx.scene.image.WritableImage;
import javafx.scene.layout.Region;
import javafx.scene.shape.SVGPath;

/// The mark of the console: the arch of a casemate with its embrasure.
final class AppIcon {
    private static final String ARCH =
            "M2 22 V12 A10 10 0 0 1 22 12 V22 H16 V13 A4 4 0 0 0 8 13 V22 Z M10.5 15 H13.5 V22 H10.5 Z";
    private static final int[] SIZES = {16, 32, 48, 128};
    private static final int SAMPLES = 4;
    private static final int BLUE = 0x4A9BFF;

    private AppIcon() {}

    /// {@return the mark in the theme's colour}
    static Node mark() {
        var shape = new SVGPath();
        shape.setContent(ARCH);
        var mark = new Region();
        mark.setShape(shape);
        mark.getStyleClass().add("brand-mark");
        return mark;
    }

    /// {@return the icons of the window, smallest first}
    static List<Image> images() {
        return IntStream.of(SIZES).mapToObj(AppIcon::draw).toList();
    }

    private static Image draw(int size) {
        var arch = new SVGPath();
        arch.setContent(ARCH);
        var image = new WritableImage(size, size);
        PixelWriter pixels = image.getPixelWriter();
        for (int y = 0; y < size; y++) {
            for (int x = 0; x < size; x++) {
                int alpha = 255 * hits(arch, x, y, size) / (SAMPLES * SAMPLES);
                pixels.setArgb(x, y, alpha << 24 | BLUE);
            }
        }
        return image;
    }

    private static int hits(SVGPath arch, int x, int y, int size) {
        double step = 24.0 / size;
        int hits = 0;
        for (int i = 0; i < SAMPLES * SAMPLES; i++) {
            double across = (x + (i % SAMPLES + 0.5) / SAMPLES) * step;
            double down = (y + (i / SAMPLES + 0.5) / SAMPLES) * step;
            hits += arch.contains(across, down) ? 1 : 0;
        }
        return hits;
    }
}
