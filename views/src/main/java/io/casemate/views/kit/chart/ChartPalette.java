package io.casemate.views.kit.chart;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import javafx.css.CssMetaData;
import javafx.css.SimpleStyleableObjectProperty;
import javafx.css.Styleable;
import javafx.css.StyleableObjectProperty;
import javafx.css.StyleablePropertyFactory;
import javafx.scene.layout.Region;
import javafx.scene.paint.Color;

/// The theme's chart colours, for what paints pixels itself. An empty region: it must be in the
/// scene, where style sheets reach it, and tells when the theme has changed.
public final class ChartPalette extends Region {
    private static final StyleablePropertyFactory<ChartPalette> FACTORY =
            new StyleablePropertyFactory<>(Region.getClassCssMetaData());
    private static final CssMetaData<ChartPalette, Color> GRID =
            FACTORY.createColorCssMetaData(
                    "-chart-grid", palette -> palette.grid, Color.TRANSPARENT, false);
    private static final List<CssMetaData<ChartPalette, Color>> LINES = lineMetaData();

    private final StyleableObjectProperty<Color> grid;
    private final List<StyleableObjectProperty<Color>> lines = new ArrayList<>();

    /// @param changed called on the FX thread after a colour has changed
    public ChartPalette(Runnable changed) {
        getStyleClass().add("chart-palette");
        setManaged(false);
        setMouseTransparent(true);
        grid = new SimpleStyleableObjectProperty<>(GRID, this, "grid", Color.TRANSPARENT);
        LINES.forEach(line ->
                lines.add(
                        new SimpleStyleableObjectProperty<>(
                                line, this, line.getProperty(), Color.TRANSPARENT)));
        grid.addListener(_ -> changed.run());
        lines.forEach(line -> line.addListener(_ -> changed.run()));
    }

    private static List<CssMetaData<ChartPalette, Color>> lineMetaData() {
        var metaData = new ArrayList<CssMetaData<ChartPalette, Color>>();
        for (int i = 0; i < ChartLine.COLOURS; i++) {
            int index = i;
            metaData.add(
                    FACTORY.createColorCssMetaData(
                            "-chart-line-" + (i + 1),
                            palette -> palette.lines.get(index),
                            Color.TRANSPARENT,
                            false));
        }
        return List.copyOf(metaData);
    }

    int gridArgb() {
        return argb(grid.get(), 1);
    }

    /// @param colour 1 to 6
    /// @param share how much of its opacity is kept
    int lineArgb(int colour, double share) {
        return argb(lines.get(colour - 1).get(), share);
    }

    private static int argb(Color colour, double share) {
        return channel(colour.getOpacity() * share) << 24
                | channel(colour.getRed()) << 16
                | channel(colour.getGreen()) << 8
                | channel(colour.getBlue());
    }

    private static int channel(double share) {
        return (int) Math.round(share * 255);
    }

    static String styleSheet() {
        return Objects.requireNonNull(ChartPalette.class.getResource("chart.css")).toExternalForm();
    }

    @Override
    public String getUserAgentStylesheet() {
        return styleSheet();
    }

    @Override
    public List<CssMetaData<? extends Styleable, ?>> getCssMetaData() {
        return FACTORY.getCssMetaData();
    }
}
