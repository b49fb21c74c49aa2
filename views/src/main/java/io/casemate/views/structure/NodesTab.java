package io.casemate.views.structure;

import io.casemate.engine.structure.GraphNode;
import io.casemate.views.bridge.LiveRow;
import io.casemate.views.bridge.LiveRows;
import io.casemate.views.kit.Columns;
import io.casemate.views.kit.Labels;
import io.casemate.views.kit.LiveTable;
import io.casemate.views.kit.Texts;
import java.util.List;
import javafx.scene.control.TableView;
import javafx.scene.control.TextField;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/// The graph as a table, for those who do not see it and for those who look for one node.
final class NodesTab extends VBox {
    private final StructureViewModel model;
    private final TextField filter = new TextField();
    private LiveRows<GraphNode> rows = new LiveRows<>(GraphNode::id);
    private final TableView<LiveRow<GraphNode>> table;

    NodesTab(Texts texts, StructureViewModel model) {
        this.model = model;
        filter.setId("structure-filter");
        filter.setPromptText(texts.text("structure.nodes.filter"));
        table =
                LiveTable.of(
                        "structure-nodes",
                        rows.list(),
                        Labels.muted(texts.text("structure.nodes.none")),
                        List.of(
                                Columns.wide(
                                        Columns.text(
                                                texts.text("structure.nodes.column.operator"),
                                                GraphNode::opType),
                                        90),
                                Columns.wide(
                                        Columns.text(
                                                texts.text("structure.nodes.column.name"),
                                                ShortNames::of),
                                        140),
                                Columns.wide(
                                        Columns.number(
                                                texts.text("structure.nodes.column.weights"),
                                                GraphNode::weightBytes,
                                                bytes -> bytes == 0 ? "–" : Amounts.bytes(bytes)),
                                        76),
                                Columns.wide(
                                        Columns.number(
                                                texts.text("structure.nodes.column.flops"),
                                                node -> node.cost().flops(),
                                                flops -> flops == 0 ? "–" : Amounts.flops(flops)),
                                        76)));
        VBox.setVgrow(table, Priority.ALWAYS);
        getChildren().addAll(filter, table);
        filter.textProperty().addListener((_, _, _) -> refill());
        model.shownProperty()
                .map(shown -> shown.picture().structure())
                .addListener((_, _, _) -> refill());
        table.getSelectionModel()
                .selectedItemProperty()
                .subscribe(row -> {
                    if (row != null) {
                        model.reveal(row.value().id());
                    }
                });
    }

    private void refill() {
        rows = new LiveRows<>(GraphNode::id);
        rows.show(model.find(filter.getText()));
        table.setItems(sorted());
    }

    private javafx.collections.transformation.SortedList<LiveRow<GraphNode>> sorted() {
        var sorted = new javafx.collections.transformation.SortedList<>(rows.list());
        sorted.comparatorProperty().bind(table.comparatorProperty());
        return sorted;
    }
}
