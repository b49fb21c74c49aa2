package io.casemate.views.kit.chart;

import java.util.List;
import javafx.scene.AccessibleRole;
import javafx.scene.layout.Region;

/// One line without axes, for table cells and cards. Starts at 0, so that heights compare.
public final class Sparkline extends Region {
    private final PlotPixels plot = new PlotPixels();
    private final ChartPalette palette = new ChartPalette(this::requestLayout);
    private ChartData data = new ChartData(0, 1, List.of());

    public Sparkline() {
        getStyleClass().add("sparkline");
        setAccessibleRole(AccessibleRole.IMAGE_VIEW);
        getChildren().addAll(palette, plot);
    }

    /// @param text what it shows, for those who do not see it
    public void show(ChartLine line, String text) {
        data = new ChartData(0, Math.max(1, line.size()), List.of(line));
        setAccessibleText(text);
        requestLayout();
    }

    @Override
    protected void layoutChildren() {
        plot.resizeRelocate(0, 0, Math.floor(getWidth()), Math.floor(getHeight()));
        double highest = data.highest();
        double top = highest > 0 ? highest : 1;
        plot.paintBare(data, top, palette);
    }

    @Override
    protected double computePrefWidth(double height) {
        return 96;
    }

    @Override
    protected double computePrefHeight(double width) {
        return 24;
    }
}
