package io.casemate.views.structure;

import io.casemate.engine.structure.GraphNode;
import io.casemate.views.kit.Buttons;
import io.casemate.views.kit.Choice;
import io.casemate.views.kit.Labels;
import io.casemate.views.kit.Texts;
import java.util.List;
import javafx.collections.FXCollections;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.feather.Feather;

/// Search and colours above the graph.
final class GraphTools extends HBox {
    private final Texts texts;
    private final StructureViewModel model;
    private final GraphCanvas graph;
    private final TextField search = new TextField();
    private final Label count = Labels.of("", "caption");
    private List<GraphNode> matches = List.of();
    private int current = -1;

    GraphTools(Texts texts, StructureViewModel model, GraphCanvas graph) {
        this.texts = texts;
        this.model = model;
        this.graph = graph;
        getStyleClass().add("graph-tools");
        search.setId("structure-search");
        search.setPromptText(texts.text("structure.search"));
        search.setPrefColumnCount(16);
        HBox.setHgrow(search, Priority.ALWAYS);
        search.textProperty().addListener((_, _, text) -> find(text));
        search.setOnKeyPressed(this::searchKey);
        count.setMinWidth(USE_PREF_SIZE);
        model.revisionProperty().subscribe(_ -> search.clear());
        getChildren()
                .addAll(
                        search,
                        count,
                        button("previous", Feather.CHEVRON_UP, "search.previous", () -> step(-1)),
                        button("next", Feather.CHEVRON_DOWN, "search.next", () -> step(1)),
                        colours());
    }

    private Button button(String id, Ikon icon, String key, Runnable run) {
        Button button = Buttons.icon("structure-" + id, icon, texts.text("structure." + key), run);
        button.setMinWidth(USE_PREF_SIZE);
        return button;
    }

    void focusSearch() {
        search.requestFocus();
        search.selectAll();
    }

    private ComboBox<Colouring> colours() {
        ComboBox<Colouring> box =
                Choice.of(
                        "structure-colour",
                        FXCollections.observableArrayList(Colouring.values()),
                        colouring -> texts.text(colouring.key()));
        box.setValue(Colouring.FAMILY);
        box.setMinWidth(USE_PREF_SIZE);
        box.valueProperty().addListener((_, _, chosen) -> model.colour(chosen));
        return box;
    }

    private void find(String text) {
        matches = text.isBlank() ? List.of() : model.find(text);
        current = -1;
        model.mark(matches);
        count.setText(
                text.isBlank()
                        ? ""
                        : matches.isEmpty()
                                ? texts.text("structure.search.none")
                                : Integer.toString(matches.size()));
    }

    private void searchKey(KeyEvent event) {
        if (event.getCode() == KeyCode.ENTER) {
            step(event.isShiftDown() ? -1 : 1);
            event.consume();
        } else if (event.getCode() == KeyCode.ESCAPE) {
            search.clear();
            graph.requestFocus();
            event.consume();
        }
    }

    private void step(int by) {
        if (!matches.isEmpty()) {
            current = Math.floorMod(current < 0 && by < 0 ? -1 : current + by, matches.size());
            count.setText(texts.text("structure.search.count", current + 1, matches.size()));
            model.reveal(matches.get(current).id());
            model.mark(matches);
        }
    }
}
