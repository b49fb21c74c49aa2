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
        VPos place = place(value);
        setValignment(name, place);
        setValignment(value, place);
        addRow(rows++, name, value);
        return this;
    }

    /// A text with a button has no baseline of its own, and many lines have several.
    private static VPos place(Node value) {
        return switch (value) {
            case FlowPane _ -> VPos.TOP;
            case CopyLabel _, StatusPill _ -> VPos.CENTER;
            case Node _ -> VPos.BASELINE;
        };
    }

    public KeyValueGrid row(String key, String value) {
        return row(key, Labels.wrapping(value));
    }

    public void clear() {
        getChildren().clear();
        rows = 0;
    }
}
