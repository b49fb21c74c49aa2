package io.casemate.views.kit;

import javafx.geometry.VPos;
import javafx.scene.Node;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.RowConstraints;

/// Parts beside each other in columns of equal width and height.
public final class EvenColumns extends GridPane {
    private static final double WHOLE = 100;

    public EvenColumns(double gap) {
        setHgap(gap);
        var row = new RowConstraints();
        row.setVgrow(Priority.ALWAYS);
        row.setValignment(VPos.TOP);
        getRowConstraints().add(row);
    }

    public EvenColumns(double gap, Node... parts) {
        this(gap);
        show(parts);
    }

    public void show(Node... parts) {
        getChildren().clear();
        getColumnConstraints().clear();
        for (int i = 0; i < parts.length; i++) {
            var column = new ColumnConstraints();
            column.setPercentWidth(WHOLE / parts.length);
            column.setHgrow(Priority.ALWAYS);
            column.setFillWidth(true);
            getColumnConstraints().add(column);
            add(parts[i], i, 0);
        }
    }
}
