package io.casemate.views.kit.chart;

import java.util.List;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;

/// The names of a chart's lines, with their current values.
final class Legend extends HBox {
    private List<String> names = List.of();

    Legend() {
        getStyleClass().add("chart-legend");
        setMouseTransparent(true);
    }

    void show(ChartData data, AxisUnit unit) {
        List<String> wanted = data.lines().stream().map(ChartLine::name).toList();
        if (!wanted.equals(names)) {
            names = wanted;
            getChildren().setAll(data.lines().stream().map(Legend::entry).toList());
        }
        for (int i = 0; i < names.size(); i++) {
            double value = data.lines().get(i).valueBefore(0);
            var shown = (Label) ((HBox) getChildren().get(i)).getChildren().getLast();
            shown.setText(Double.isNaN(value) ? "–" : unit.format(value));
        }
    }

    private static Node entry(ChartLine line) {
        var name = new Label(line.name());
        name.getStyleClass().add("chart-legend-name");
        var value = new Label();
        value.getStyleClass().add("chart-value");
        var entry = new HBox(swatch(line.colour()), name, value);
        entry.getStyleClass().add("chart-legend-entry");
        entry.setAlignment(Pos.CENTER_LEFT);
        return entry;
    }

    static Region swatch(int colour) {
        var swatch = new Region();
        swatch.getStyleClass().addAll("chart-swatch", "chart-swatch-" + colour);
        return swatch;
    }
}
