package io.casemate.views.kit;

import io.casemate.views.bridge.LiveRow;
import java.util.List;
import javafx.collections.ListChangeListener;
import javafx.collections.ObservableList;
import javafx.collections.transformation.SortedList;
import javafx.scene.Node;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;

/// Tables that keep selection, order and scrolling while their rows change.
public final class LiveTable {

    private LiveTable() {}

    /// @param empty what stands in place of the rows while there are none
    public static <T> TableView<LiveRow<T>> of(
            String id,
            ObservableList<LiveRow<T>> rows,
            Node empty,
            List<TableColumn<LiveRow<T>, ?>> columns) {
        var table = new TableView<LiveRow<T>>();
        table.setId(id);
        var sorted = new SortedList<>(rows);
        sorted.comparatorProperty().bind(table.comparatorProperty());
        table.setItems(sorted);
        table.setPlaceholder(empty);
        table.getColumns().setAll(columns);
        table.setColumnResizePolicy(TableView.CONSTRAINED_RESIZE_POLICY_FLEX_LAST_COLUMN);
        return table;
    }

    /// Selects the first row of `table` whenever it has rows and none is selected, so that there is
    /// something to see at once.
    public static <T> void keepOneSelected(TableView<LiveRow<T>> table) {
        table.getItems().addListener((ListChangeListener<LiveRow<T>>) _ -> selectOne(table));
        selectOne(table);
    }

    private static void selectOne(TableView<?> table) {
        if (table.getSelectionModel().isEmpty() && !table.getItems().isEmpty()) {
            table.getSelectionModel().selectFirst();
        }
    }
}
