package io.casemate.views.shell;

import io.casemate.views.kit.Icons;
import io.casemate.views.kit.Labels;
import io.casemate.views.kit.Texts;
import java.util.List;
import java.util.function.Supplier;
import javafx.beans.binding.Bindings;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/// The command palette: everything that can be done and seen, found by typing. Lies over the
/// window; arrows choose, Enter runs, Escape closes.
final class Palette extends StackPane {
    private static final int MOST_ROWS = 10;
    private static final double ROW_HEIGHT = 36;

    private final Supplier<List<PaletteEntry>> source;
    private final TextField query = new TextField();
    private final ListView<PaletteEntry> list = new ListView<>();
    private List<PaletteEntry> entries = List.of();
    private Runnable focusBack = () -> {};

    Palette(Texts texts, Supplier<List<PaletteEntry>> source) {
        this.source = source;
        getStyleClass().add("palette-scrim");
        setId("palette");
        query.setId("palette-query");
        query.setPromptText(texts.text("shell.palette.prompt"));
        query.textProperty().subscribe(this::find);
        query.addEventFilter(KeyEvent.KEY_PRESSED, this::steer);
        list.setId("palette-list");
        list.setFocusTraversable(false);
        list.setMinHeight(0);
        list.prefHeightProperty().bind(Bindings.size(list.getItems()).map(Palette::listHeight));
        list.setCellFactory(_ -> new Row());
        list.setPlaceholder(Labels.muted(texts.text("shell.palette.none")));
        list.setOnMouseClicked(_ -> runChosen());
        var box = new VBox(query, list);
        box.setMaxHeight(USE_PREF_SIZE);
        box.getStyleClass().add("palette");
        box.setOnMouseClicked(MouseEvent::consume);
        getChildren().add(box);
        setOnMouseClicked(_ -> close());
        setVisible(false);
    }

    void open() {
        entries = source.get();
        var owner = getScene().getFocusOwner();
        focusBack = owner == null ? () -> {} : owner::requestFocus;
        setVisible(true);
        query.clear();
        find("");
        query.requestFocus();
    }

    void close() {
        if (isVisible()) {
            setVisible(false);
            focusBack.run();
        }
    }

    private static double listHeight(Number rows) {
        return Math.clamp(rows.intValue(), 1, MOST_ROWS) * ROW_HEIGHT + 2;
    }

    private void find(String text) {
        list.getItems().setAll(PaletteEntry.matching(entries, text));
        list.getSelectionModel().selectFirst();
        list.scrollTo(0);
    }

    private void steer(KeyEvent key) {
        boolean isOurs = true;
        if (key.getCode() == KeyCode.ESCAPE) {
            close();
        } else if (key.getCode() == KeyCode.ENTER) {
            runChosen();
        } else if (key.getCode() == KeyCode.DOWN) {
            choose(1);
        } else if (key.getCode() == KeyCode.UP) {
            choose(-1);
        } else {
            isOurs = false;
        }
        if (isOurs) {
            key.consume();
        }
    }

    private void choose(int step) {
        int count = list.getItems().size();
        if (count > 0) {
            int next = Math.floorMod(list.getSelectionModel().getSelectedIndex() + step, count);
            list.getSelectionModel().select(next);
            list.scrollTo(Math.max(0, next - 4));
        }
    }

    private void runChosen() {
        PaletteEntry chosen = list.getSelectionModel().getSelectedItem();
        if (chosen != null) {
            close();
            chosen.run().run();
        }
    }

    private static final class Row extends ListCell<PaletteEntry> {
        @Override
        protected void updateItem(@Nullable PaletteEntry entry, boolean isEmpty) {
            super.updateItem(entry, isEmpty);
            setGraphic(isEmpty || entry == null ? null : row(entry));
        }

        private static HBox row(PaletteEntry entry) {
            var row =
                    new HBox(
                            Icons.of(entry.icon()),
                            new Label(entry.title()),
                            Labels.of(entry.context(), "small", "subtle"),
                            Labels.spring());
            row.getStyleClass().add("palette-row");
            if (!entry.keys().isEmpty()) {
                row.getChildren().add(Labels.of(entry.keys(), "key-cap"));
            }
            return row;
        }
    }
}
