package io.casemate.views.kit.chart;

import java.util.List;
import javafx.scene.AccessibleRole;
import javafx.scene.control.Label;
import javafx.scene.layout.Region;

/// Two or more amounts as horizontal bars below each other, on one scale from 0.
public final class CompareBars extends Region {
    private static final double ROW = 28;
    private static final double BAR = 12;
    private static final double NAME = 96;
    private static final double VALUE = 104;

    private List<Bar> bars = List.of();

    public CompareBars() {
        getStyleClass().add("compare-bars");
        setAccessibleRole(AccessibleRole.IMAGE_VIEW);
    }

    /// One amount.
    ///
    /// @param name what it belongs to
    /// @param amount 0 or more
    /// @param text the amount for people, with its unit
    /// @param colour which of the chart colours of the theme, 1 to 6; 0 is grey, for what others
    ///   are compared with
    public record Bar(String name, double amount, String text, int colour) {
        public Bar {
            if (!(amount >= 0)) {
                throw new IllegalArgumentException("amount is negative: " + amount);
            }
        }
    }

    public void show(List<Bar> newest) {
        bars = List.copyOf(newest);
        getChildren().clear();
        bars.forEach(this::add);
        setAccessibleText(String.join("\n", bars.stream().map(CompareBars::sentence).toList()));
        requestLayout();
    }

    private void add(Bar bar) {
        var name = new Label(bar.name());
        name.getStyleClass().add("chart-legend-name");
        var fill = new Region();
        fill.getStyleClass().addAll("compare-bar", "chart-swatch-" + bar.colour());
        var value = new Label(bar.text());
        value.getStyleClass().add("chart-value");
        getChildren().addAll(name, fill, value);
    }

    private static String sentence(Bar bar) {
        return bar.name() + ": " + bar.text();
    }

    @Override
    protected void layoutChildren() {
        double longest = bars.stream().mapToDouble(Bar::amount).max().orElse(0);
        double room = Math.max(0, getWidth() - NAME - VALUE);
        for (int i = 0; i < bars.size(); i++) {
            double length = longest > 0 ? room * bars.get(i).amount() / longest : 0;
            double width = Math.max(2, Math.round(length));
            double y = i * ROW;
            getChildren().get(i * 3).resizeRelocate(0, y, NAME - 8, ROW);
            getChildren().get(i * 3 + 1).resizeRelocate(NAME, y + (ROW - BAR) / 2, width, BAR);
            getChildren().get(i * 3 + 2).resizeRelocate(NAME + width + 8, y, VALUE - 8, ROW);
        }
    }

    @Override
    protected double computePrefWidth(double height) {
        return 360;
    }

    @Override
    protected double computeMinHeight(double width) {
        return computePrefHeight(width);
    }

    @Override
    protected double computePrefHeight(double width) {
        return bars.size() * ROW;
    }

    @Override
    public String getUserAgentStylesheet() {
        return ChartPalette.styleSheet();
    }
}
