package io.casemate.views.structure;

import io.casemate.engine.structure.Cost;
import io.casemate.engine.structure.GraphNode;
import io.casemate.engine.structure.ModelStructure;
import io.casemate.views.bridge.LiveRow;
import io.casemate.views.bridge.LiveRows;
import io.casemate.views.kit.Columns;
import io.casemate.views.kit.Figures;
import io.casemate.views.kit.Labels;
import io.casemate.views.kit.LiveTable;
import io.casemate.views.kit.Texts;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import javafx.scene.Node;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.TableView;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/// How often each operator occurs and what share of the work it does. Choosing one marks its nodes.
final class OperatorsTab extends VBox {
    private final LiveRows<Operator> rows = new LiveRows<>(Operator::name);

    /// @param bar number of nodes as a share of the most frequent operator
    private record Operator(String name, long count, double bar, double share) {}

    OperatorsTab(Texts texts, StructureViewModel model) {
        TableView<LiveRow<Operator>> table =
                LiveTable.of(
                        "structure-operators",
                        rows.list(),
                        Labels.muted(texts.text("structure.empty")),
                        List.of(
                                Columns.wide(
                                        Columns.text(
                                                texts.text("structure.operators.column.name"),
                                                Operator::name),
                                        150),
                                Columns.wide(
                                        Columns.node(
                                                texts.text("structure.operators.column.count"),
                                                one -> one,
                                                OperatorsTab::bar,
                                                Comparator.comparingLong(Operator::count)),
                                        140),
                                Columns.wide(
                                        Columns.number(
                                                texts.text("structure.operators.column.share"),
                                                Operator::share,
                                                share ->
                                                        share == 0
                                                                ? "–"
                                                                : Figures.share(share).toString()),
                                        80)));
        VBox.setVgrow(table, Priority.ALWAYS);
        getChildren().addAll(table, Labels.of(texts.text("structure.operators.hint"), "caption"));
        table.getSelectionModel()
                .selectedItemProperty()
                .subscribe(row -> {
                    if (row != null) {
                        model.mark(
                                model.find("").stream()
                                        .filter(node -> node.operator().equals(row.value().name()))
                                        .toList());
                    }
                });
        model.shownProperty()
                .subscribe(shown -> {
                    if (shown != null) {
                        rows.show(operators(shown.picture().structure()));
                    }
                });
    }

    private static Node bar(Operator operator) {
        var bar = new ProgressBar(operator.bar());
        bar.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(bar, Priority.ALWAYS);
        var count = Labels.mono(Figures.count(operator.count()));
        count.setMinWidth(44);
        count.setAlignment(javafx.geometry.Pos.CENTER_RIGHT);
        var line = new HBox(8, bar, count);
        line.setAlignment(javafx.geometry.Pos.CENTER_LEFT);
        return line;
    }

    private static List<Operator> operators(ModelStructure structure) {
        var flops =
                structure.nodes().stream()
                        .collect(
                                Collectors.groupingBy(
                                        GraphNode::operator,
                                        Collectors.summingDouble(node -> node.cost().flops())));
        Cost all = structure.cost();
        long most = structure.operators().values().stream().max(Long::compare).orElse(1L);
        return structure.operators().entrySet().stream()
                .map(entry ->
                        new Operator(
                                entry.getKey(),
                                entry.getValue(),
                                (double) entry.getValue() / most,
                                all.flops() == 0
                                        ? 0
                                        : flops.getOrDefault(entry.getKey(), 0.0) / all.flops()))
                .sorted(Comparator.comparingLong(Operator::count).reversed())
                .toList();
    }
}
