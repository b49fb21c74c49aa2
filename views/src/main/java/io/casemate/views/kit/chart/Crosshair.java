package io.casemate.views.kit.chart;

import java.util.List;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/// The upright line at one moment of a chart, and a card with all values of that moment.
final class Crosshair extends Pane {
    private static final double DISTANCE = 12;

    private final Region line = new Region();
    private final Label time = new Label();
    private final GridPane values = new GridPane();
    private final VBox card = new VBox(time, values);

    Crosshair() {
        setMouseTransparent(true);
        setManaged(false);
        setVisible(false);
        line.setManaged(false);
        card.setManaged(false);
        line.getStyleClass().add("chart-crosshair");
        time.getStyleClass().add("chart-card-time");
        values.getStyleClass().add("chart-card-values");
        card.getStyleClass().add("chart-card");
        getChildren().addAll(line, card);
    }

    /// One value of the card.
    record Row(int colour, String name, String value) {}

    void show(String when, List<Row> rows) {
        time.setText(when);
        values.getChildren().clear();
        for (int i = 0; i < rows.size(); i++) {
            var name = new Label(rows.get(i).name());
            name.getStyleClass().add("chart-legend-name");
            var value = new Label(rows.get(i).value());
            value.getStyleClass().add("chart-value");
            value.setMaxWidth(Double.MAX_VALUE);
            value.setAlignment(Pos.CENTER_RIGHT);
            values.addRow(i, Legend.swatch(rows.get(i).colour()), name, value);
        }
    }

    void place(double x, double top, double height) {
        line.resizeRelocate(Math.round(x), top, 1, height);
        card.applyCss();
        card.autosize();
        boolean fits = x + DISTANCE + card.getWidth() <= getWidth();
        double left = fits ? x + DISTANCE : x - DISTANCE - card.getWidth();
        card.relocate(Math.round(Math.max(0, left)), top);
    }
}
