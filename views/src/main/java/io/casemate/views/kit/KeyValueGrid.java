package io.casemate.views.kit;

import javafx.geometry.VPos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;

/// Facts in two columns: names left, values right of them.
public final class KeyValueGrid extends GridPane {
    private static final double LEAST_VALUE_WIDTH = 120;

    private int rows;

    public KeyValueGrid() {
        getStyleClass().add("key-value");
        var keys = new ColumnConstraints();
        keys.setMinWidth(Region.USE_PREF_SIZE);
        var values = new ColumnConstraints();
        values.setHgrow(Priority.ALWAYS);
        values.setMinWidth(LEAST_VALUE_WIDTH);
        getColumnConstraints().addAll(keys, values);
    }

    public KeyValueGrid row(String key, Node value) {
        Label name = Labels.of(key, "key");
        setValignment(name, value instanceof FlowPane ? VPos.TOP : VPos.BASELINE);
        setValignment(value, value instanceof FlowPane ? VPos.TOP : VPos.BASELINE);
        addRow(rows++, name, value);
        return this;
    }

    public KeyValueGrid row(String key, String value) {
        return row(key, Labels.wrapping(value));
    }

    public void clear() {
        getChildren().clear();
        rows = 0;
    }
}
