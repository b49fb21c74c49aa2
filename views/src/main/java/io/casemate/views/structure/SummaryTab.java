package io.casemate.views.structure;

import io.casemate.engine.structure.GraphValue;
import io.casemate.engine.structure.ModelHead;
import io.casemate.engine.structure.ModelStructure;
import io.casemate.views.kit.Figures;
import io.casemate.views.kit.KeyValueGrid;
import io.casemate.views.kit.Labels;
import io.casemate.views.kit.Texts;
import io.casemate.views.kit.chart.CompareBars;
import java.util.List;
import java.util.stream.Collectors;
import javafx.scene.layout.VBox;

/// The model as a whole.
final class SummaryTab extends VBox {
    private final Texts texts;

    SummaryTab(Texts texts, StructureViewModel model) {
        this.texts = texts;
        setId("structure-summary");
        model.shownProperty()
                .subscribe(shown -> {
                    if (shown != null) {
                        show(shown.picture().structure());
                    }
                });
    }

    private void show(ModelStructure structure) {
        ModelHead head = structure.head();
        var grid =
                new KeyValueGrid()
                        .row(text("producer"), head.producer())
                        .row(text("ir"), Long.toString(head.irVersion()))
                        .row(text("opsets"), opsets(head))
                        .row(text("nodes"), Figures.count(structure.nodes().size()))
                        .row(text("parameters"), Figures.count(head.parameters()))
                        .row(text("weights"), Amounts.bytes(head.allWeightBytes()))
                        .row(text("flops"), flops(structure));
        head.peakBytes().ifPresent(peak -> grid.row(text("peak"), Amounts.bytes(peak)));
        getChildren().setAll(Labels.heading(text("model")), grid);
        getChildren().addAll(Labels.heading(text("inputs")), values(head.inputs()));
        getChildren().addAll(Labels.heading(text("outputs")), values(head.outputs()));
        if (!head.weightBytes().isEmpty()) {
            getChildren().addAll(Labels.heading(text("precision")), precisions(head));
        }
    }

    private static String opsets(ModelHead head) {
        return head.opsets().stream()
                .map(set ->
                        (set.domain().isEmpty() ? "ai.onnx" : set.domain()) + " " + set.version())
                .collect(Collectors.joining(", "));
    }

    private String flops(ModelStructure structure) {
        if (structure.cost().flops() == 0 && !structure.cost().isKnown()) {
            return texts.text("structure.node.unknown");
        }
        String sum = Amounts.flops(structure.cost().flops());
        if (structure.cost().isKnown()) {
            return sum;
        }
        long open = structure.nodes().stream().filter(node -> !node.cost().isKnown()).count();
        return texts.text("structure.summary.partly", sum, Figures.count(open));
    }

    private static VBox values(List<GraphValue> values) {
        var lines = new VBox(4);
        values.forEach(value ->
                lines.getChildren()
                        .add(Labels.wrapping(value.name() + "  " + value.type(), "mono")));
        return lines;
    }

    private static CompareBars precisions(ModelHead head) {
        var bars = new CompareBars();
        bars.show(
                head.weightBytes().entrySet().stream()
                        .filter(entry -> entry.getValue() > 0)
                        .map(entry ->
                                new CompareBars.Bar(
                                        entry.getKey().name(),
                                        entry.getValue(),
                                        Amounts.bytes(entry.getValue()),
                                        1))
                        .toList());
        return bars;
    }

    private String text(String key) {
        return texts.text("structure.summary." + key);
    }
}
