package io.casemate.views.latency;

import io.casemate.engine.telemetry.LatencyView;
import io.casemate.views.kit.EmptyState;
import io.casemate.views.kit.EvenColumns;
import io.casemate.views.kit.Figures;
import io.casemate.views.kit.Labels;
import io.casemate.views.kit.Shown;
import io.casemate.views.kit.StatBlock;
import io.casemate.views.kit.Texts;
import io.casemate.views.kit.chart.AxisUnit;
import io.casemate.views.kit.chart.StreamChart;
import io.casemate.views.kit.tiles.TrendTile;
import java.util.List;
import javafx.beans.binding.Bindings;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.ComboBox;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;

/// Lays the screen out and binds it. Decides nothing: every choice is in [LatencyViewModel].
final class LatencyScreenView extends VBox {
    private final LatencyViewModel model;
    private final Texts texts;
    private final LatencyCharts charts;
    private final TrendTile rateNow;
    private final TrendTile p99Now;
    private final StatBlock p50;
    private final StatBlock p95;
    private final StatBlock p99;
    private final StatBlock errors;
    private final StreamChart percentiles;
    private final StreamChart throughput;
    private final StreamChart split;

    LatencyScreenView(LatencyViewModel model, Texts texts) {
        this.model = model;
        this.texts = texts;
        charts = new LatencyCharts(texts);
        rateNow = tile("rate-now", AxisUnit.PER_SECOND);
        p99Now = tile("p99-now", AxisUnit.MICROSECONDS);
        p50 = block("p50");
        p95 = block("p95");
        p99 = block("p99");
        errors = block("error-share");
        percentiles = chart("percentiles", AxisUnit.MICROSECONDS);
        throughput = chart("throughput", AxisUnit.PER_SECOND);
        split = chart("split", AxisUnit.MICROSECONDS);
        setId("latency");
        getStyleClass().add("screen");
        model.viewProperty().addListener((_, _, newest) -> show(newest));
        model.staleProperty().addListener(_ -> showAge());
        show(model.viewProperty().get());
    }

    private StatBlock block(String name) {
        return new StatBlock("latency-" + name, texts.text("latency." + name));
    }

    private TrendTile tile(String name, AxisUnit unit) {
        return new TrendTile("latency-" + name, texts.text("latency." + name), unit);
    }

    private StreamChart chart(String name, AxisUnit unit) {
        var chart = new StreamChart(texts.text("latency.chart." + name), unit, texts);
        chart.setId("latency-chart-" + name);
        return chart;
    }

    private void show(@Nullable LatencyView view) {
        boolean isEmpty = view == null || view.points().isEmpty();
        setAlignment(isEmpty ? Pos.CENTER : Pos.TOP_LEFT);
        if (getChildren().isEmpty() || isEmpty != getChildren().getLast() instanceof EmptyState) {
            // Built only when it changes: building moves figures and charts out of what is shown.
            getChildren().setAll(picker(), isEmpty ? empty() : body());
        }
        if (view != null && !isEmpty) {
            showFigures(view);
            percentiles.show(charts.percentiles(view));
            throughput.show(charts.throughput(view));
            split.show(charts.split(view));
        }
    }

    private void showFigures(LatencyView view) {
        rateNow.show(charts.lastRates(view));
        p99Now.show(charts.lastP99(view));
        showMicros(p50, view, view.lastMinute().p50());
        showMicros(p95, view, view.lastMinute().p95());
        showMicros(p99, view, view.lastMinute().p99());
        Figures.Figure share = Figures.share(view.errorShare());
        errors.show(share.number(), share.unit());
        showAge();
    }

    private static void showMicros(StatBlock block, LatencyView view, double micros) {
        Figures.Figure figure = Figures.micros(micros);
        boolean isKnown = view.lastMinute().count() > 0;
        block.show(isKnown ? figure.number() : StatBlock.UNKNOWN, isKnown ? figure.unit() : "");
    }

    private void showAge() {
        boolean isStale = model.staleProperty().get();
        rateNow.stale(isStale);
        p99Now.stale(isStale);
        for (StatBlock block : List.of(p50, p95, p99, errors)) {
            block.stale(isStale);
            block.note(texts.text(isStale ? "latency.stale" : "latency.over.60"));
        }
    }

    private Node picker() {
        var names = new ComboBox<>(model.names());
        names.setId("latency-deployment");
        names.setAccessibleText(texts.text("latency.deployment"));
        names.valueProperty().bindBidirectional(model.chosenProperty());
        var line = new HBox(12, Labels.muted(texts.text("latency.deployment")), names);
        line.setAlignment(Pos.CENTER_LEFT);
        Shown.when(line, Bindings.isNotEmpty(model.names()));
        return line;
    }

    private EmptyState empty() {
        var empty =
                new EmptyState(
                        Feather.ACTIVITY,
                        texts.text("latency.empty"),
                        texts.text("latency.empty.hint"));
        VBox.setVgrow(empty, Priority.ALWAYS);
        return empty;
    }

    private Node body() {
        var blocks = new VBox(12, new EvenColumns(12, p50, p95), new EvenColumns(12, p99, errors));
        var heroes = new EvenColumns(16, rateNow, p99Now, blocks);
        var lower = new HBox(16, chartPanel(throughput), chartPanel(split));
        Node upper = chartPanel(percentiles);
        var body = new VBox(16, heroes, upper, lower);
        VBox.setVgrow(upper, Priority.ALWAYS);
        VBox.setVgrow(lower, Priority.ALWAYS);
        VBox.setVgrow(body, Priority.ALWAYS);
        return body;
    }

    private static Node chartPanel(StreamChart chart) {
        var panel = new VBox(chart);
        panel.getStyleClass().addAll("panel", "chart-panel");
        VBox.setVgrow(chart, Priority.ALWAYS);
        HBox.setHgrow(panel, Priority.ALWAYS);
        return panel;
    }
}
