package io.casemate.views.kit.chart;

import io.casemate.views.kit.Texts;
import java.util.ArrayList;
import java.util.List;
import javafx.animation.PauseTransition;
import javafx.geometry.Pos;
import javafx.scene.AccessibleRole;
import javafx.scene.control.Label;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.Region;
import javafx.util.Duration;

/// A chart of the last minutes: value axis with unit, time axis, legend with the current values,
/// and a crosshair that follows the mouse or the arrow keys. What was not heard is a gap.
///
/// Painted only when its data, size or colours change, at most ten times a second.
public final class StreamChart extends Region {
    private static final double LEFT = 56;
    private static final double TOP = 52;
    private static final double BOTTOM = 24;
    private static final double RIGHT = 8;
    private static final int STEPS = 4;
    private static final int NOTHING = -1;
    private static final Duration INTERVAL = Duration.millis(100);

    private final AxisUnit unit;
    private final ChartWords words;
    private final Label title = new Label();
    private final Label empty = new Label();
    private final PlotPixels plot = new PlotPixels();
    private final ChartPalette palette = new ChartPalette(this::repaint);
    private final Legend legend = new Legend();
    private final Crosshair crosshair = new Crosshair();
    private final List<Label> valueLabels = new ArrayList<>();
    private final List<Label> timeLabels = new ArrayList<>();
    private final PauseTransition pause = new PauseTransition(INTERVAL);
    private ChartData data = new ChartData(0, 1, List.of());
    private boolean stale = true;
    private int hovered = NOTHING;

    /// @param texts has the keys `chart.*`
    public StreamChart(String title, AxisUnit unit, Texts texts) {
        this.unit = unit;
        words = new ChartWords(title, unit, texts);
        this.title.setText(title);
        this.title.getStyleClass().add("chart-title");
        empty.setText(words.nothingHeard());
        empty.getStyleClass().add("chart-empty");
        getStyleClass().add("stream-chart");
        setAccessibleRole(AccessibleRole.IMAGE_VIEW);
        setFocusTraversable(true);
        getChildren().addAll(palette, plot, this.title, legend, empty, crosshair);
        setOnMouseMoved(event -> hover(secondsBefore(event.getX())));
        setOnMouseExited(_ -> hover(NOTHING));
        setOnMousePressed(_ -> requestFocus());
        setOnKeyPressed(this::step);
        pause.setOnFinished(_ -> requestLayout());
    }

    public void show(ChartData newest) {
        data = newest;
        setAccessibleText(words.summary(newest));
        repaint();
    }

    /// {@return what the chart shows, in one sentence a line}
    public String summary() {
        return words.summary(data);
    }

    private void repaint() {
        stale = true;
        requestLayout();
    }

    @Override
    protected void layoutChildren() {
        boolean resized = plot.getWidth() != plotWidth() || plot.getHeight() != plotHeight();
        boolean waits = pause.getStatus() == PauseTransition.Status.RUNNING;
        if (plotWidth() < 2 || plotHeight() < 2 || !(stale || resized) || waits && !resized) {
            return;
        }
        stale = false;
        plot.resizeRelocate(LEFT, TOP, plotWidth(), plotHeight());
        NiceScale axis = NiceScale.covering(data.highest(), STEPS);
        plot.paint(data, axis, palette, outputScale());
        layoutHead();
        layoutValues(axis);
        layoutTimes();
        hover(hovered);
        pause.playFromStart();
    }

    private void layoutHead() {
        legend.show(data, unit);
        title.resizeRelocate(0, 0, getWidth(), 20);
        legend.resizeRelocate(0, 24, getWidth(), 20);
        empty.setVisible(data.lines().stream().allMatch(line -> Double.isNaN(line.highest())));
        empty.autosize();
        empty.relocate(
                LEFT + (plotWidth() - empty.getWidth()) / 2,
                TOP + (plotHeight() - empty.getHeight()) / 2);
    }

    private void layoutValues(NiceScale axis) {
        AxisUnit.Scaled form = unit.in(axis.top());
        List<Double> ticks = axis.ticks();
        fit(valueLabels, ticks.size());
        for (int i = 0; i < ticks.size(); i++) {
            Label label = valueLabels.get(i);
            String number = form.tick(ticks.get(i), axis.step());
            label.setText(i == ticks.size() - 1 ? number + " " + form.symbol() : number);
            double y = TOP + (plotHeight() - 1) * (1 - ticks.get(i) / axis.top());
            label.setAlignment(Pos.CENTER_RIGHT);
            label.resizeRelocate(0, Math.round(y - 8), LEFT - 8, 16);
        }
    }

    private void layoutTimes() {
        List<TimeTick> ticks = words.times(data.seconds());
        fit(timeLabels, ticks.size());
        for (int i = 0; i < ticks.size(); i++) {
            Label label = timeLabels.get(i);
            label.setText(ticks.get(i).text());
            label.autosize();
            double x = LEFT + xOf(ticks.get(i).secondsBefore()) - label.prefWidth(-1) / 2;
            double last = getWidth() - label.prefWidth(-1);
            label.relocate(Math.clamp(x, 0, Math.max(0, last)), TOP + plotHeight() + 6);
        }
    }

    private void fit(List<Label> labels, int count) {
        while (labels.size() < count) {
            var label = new Label();
            label.getStyleClass().add("chart-tick");
            labels.add(label);
            getChildren().add(2, label);
        }
        while (labels.size() > count) {
            getChildren().remove(labels.removeLast());
        }
    }

    private void step(KeyEvent event) {
        switch (event.getCode()) {
            case LEFT -> hover(Math.min(data.seconds() - 1, hovered + 1));
            case RIGHT -> hover(Math.max(0, hovered - 1));
            case ESCAPE -> hover(NOTHING);
            default -> {
                return;
            }
        }
        event.consume();
    }

    private void hover(int secondsBefore) {
        hovered = secondsBefore;
        boolean shown = secondsBefore >= 0 && secondsBefore < data.seconds();
        crosshair.setVisible(shown);
        if (shown) {
            crosshair.show(words.time(data, secondsBefore), rows(secondsBefore));
            crosshair.resizeRelocate(0, 0, getWidth(), getHeight());
            crosshair.place(LEFT + xOf(secondsBefore), TOP, plotHeight());
        }
    }

    private List<Crosshair.Row> rows(int secondsBefore) {
        return data.lines().stream()
                .map(line ->
                        new Crosshair.Row(
                                line.colour(),
                                line.name(),
                                words.value(line.valueBefore(secondsBefore))))
                .toList();
    }

    private double xOf(int secondsBefore) {
        return plotWidth() * (1 - (double) secondsBefore / Math.max(1, data.seconds() - 1));
    }

    private int secondsBefore(double x) {
        double share = Math.clamp((x - LEFT) / Math.max(1, plotWidth()), 0.0, 1.0);
        return (int) Math.round((1 - share) * (data.seconds() - 1));
    }

    private double plotWidth() {
        return Math.floor(getWidth() - LEFT - RIGHT);
    }

    private double plotHeight() {
        return Math.floor(getHeight() - TOP - BOTTOM);
    }

    private double outputScale() {
        return getScene() == null || getScene().getWindow() == null
                ? 1
                : getScene().getWindow().getOutputScaleX();
    }

    @Override
    protected double computePrefWidth(double height) {
        return 480;
    }

    @Override
    protected double computePrefHeight(double width) {
        return 240;
    }

    @Override
    public String getUserAgentStylesheet() {
        return ChartPalette.styleSheet();
    }
}
