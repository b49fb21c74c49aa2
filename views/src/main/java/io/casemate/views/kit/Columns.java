package io.casemate.views.kit;

import io.casemate.views.bridge.LiveRow;
import java.util.Comparator;
import java.util.function.Function;
import javafx.scene.Node;
import javafx.scene.control.TableCell;
import javafx.scene.control.TableColumn;
import org.jspecify.annotations.Nullable;

/// Columns of tables whose rows are live. Numbers stand right, in figures of equal width.
public final class Columns {

    private Columns() {}

    public static <T> TableColumn<LiveRow<T>, String> text(String title, Function<T, String> text) {
        TableColumn<LiveRow<T>, String> column = column(title, text);
        column.setCellFactory(_ -> new TextCell<>(Function.identity()));
        return column;
    }

    /// {@return a text column in the font of digests}
    public static <T> TableColumn<LiveRow<T>, String> mono(String title, Function<T, String> text) {
        TableColumn<LiveRow<T>, String> column = text(title, text);
        column.getStyleClass().add("mono");
        return column;
    }

    /// {@return a text column of figures that are formatted already}
    public static <T> TableColumn<LiveRow<T>, String> figures(
            String title, Function<T, String> text) {
        TableColumn<LiveRow<T>, String> column = text(title, text);
        column.getStyleClass().add("number");
        return column;
    }

    /// {@return a column that shows numbers by `format` and sorts by their value}
    public static <T, N extends Comparable<? super N>> TableColumn<LiveRow<T>, N> number(
            String title, Function<T, N> number, Function<N, String> format) {
        TableColumn<LiveRow<T>, N> column = column(title, number);
        column.getStyleClass().add("number");
        column.setCellFactory(_ -> new TextCell<>(format));
        return column;
    }

    /// {@return a column that shows each value by a node, such as a [StatusPill]; sorts by `order`}
    public static <T, V> TableColumn<LiveRow<T>, V> node(
            String title, Function<T, V> value, Function<V, Node> node, Comparator<V> order) {
        TableColumn<LiveRow<T>, V> column = column(title, value);
        column.setComparator(order);
        column.setCellFactory(_ -> new NodeCell<>(node));
        return column;
    }

    /// {@return `column` about `width` pixels wide}
    public static <C extends TableColumn<?, ?>> C wide(C column, double width) {
        column.setPrefWidth(width);
        return column;
    }

    private static <T, V> TableColumn<LiveRow<T>, V> column(String title, Function<T, V> value) {
        var column = new TableColumn<LiveRow<T>, V>(title);
        column.setCellValueFactory(row -> row.getValue().valueProperty().map(value));
        return column;
    }

    private static final class TextCell<R, V> extends TableCell<R, V> {
        private final Function<V, String> format;

        TextCell(Function<V, String> format) {
            this.format = format;
            Labels.tellWhole(this);
        }

        @Override
        protected void updateItem(@Nullable V value, boolean isEmpty) {
            super.updateItem(value, isEmpty);
            setText(isEmpty || value == null ? null : format.apply(value));
        }
    }

    private static final class NodeCell<R, V> extends TableCell<R, V> {
        private final Function<V, Node> node;

        NodeCell(Function<V, Node> node) {
            this.node = node;
        }

        @Override
        protected void updateItem(@Nullable V value, boolean isEmpty) {
            super.updateItem(value, isEmpty);
            setGraphic(isEmpty || value == null ? null : node.apply(value));
        }
    }
}
