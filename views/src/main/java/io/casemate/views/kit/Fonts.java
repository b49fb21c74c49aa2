package io.casemate.views.kit;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import javafx.scene.text.Font;

/// The fonts that the console brings along, so that it looks the same on every machine, one without
/// any fonts included.
public final class Fonts {
    private static final double ANY_SIZE = 13;
    private static final List<String> FILES =
            List.of(
                    "/com/formdev/flatlaf/fonts/inter/Inter-Regular.otf",
                    "/com/formdev/flatlaf/fonts/inter/Inter-Italic.otf",
                    "/com/formdev/flatlaf/fonts/inter/Inter-SemiBold.otf",
                    "/com/formdev/flatlaf/fonts/inter/Inter-Bold.otf",
                    "/com/formdev/flatlaf/fonts/jetbrains_mono/JetBrainsMono-Regular.ttf",
                    "/com/formdev/flatlaf/fonts/jetbrains_mono/JetBrainsMono-Bold.ttf");

    private Fonts() {}

    /// Makes the families `Inter`, `Inter SemiBold` and `JetBrains Mono` known to JavaFX.
    public static void load() {
        FILES.forEach(Fonts::load);
    }

    private static void load(String file) {
        try (InputStream content = Fonts.class.getResourceAsStream(file)) {
            if (content == null || Font.loadFont(content, ANY_SIZE) == null) {
                throw new IllegalStateException("font is missing or unreadable: " + file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
