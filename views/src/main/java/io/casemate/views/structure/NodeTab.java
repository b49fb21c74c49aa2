package io.casemate.views.structure;

import io.casemate.engine.structure.Block;
import io.casemate.engine.structure.Cost;
import io.casemate.engine.structure.GraphNode;
import io.casemate.engine.structure.GraphValue;
import io.casemate.engine.structure.Weight;
import io.casemate.views.kit.Buttons;
import io.casemate.views.kit.CopyLabel;
import io.casemate.views.kit.EmptyState;
import io.casemate.views.kit.Figures;
import io.casemate.views.kit.KeyValueGrid;
import io.casemate.views.kit.Labels;
import io.casemate.views.kit.Texts;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;

/// Everything known of the selected node or block.
final class NodeTab extends VBox {
    private final Texts texts;
    private final StructureViewModel model;

    NodeTab(Texts texts, StructureViewModel model) {
        this.texts = texts;
        this.model = model;
        setId("structure-node");
        getChildren().setAll(nothing());
    }

    void show(GraphPicture picture, Marks marks) {
        int id = marks.selected();
        Block block = picture.blocks().get(id);
        if (block != null) {
            showBlock(picture, block);
        } else if (picture.structure().isNode(id)) {
            showNode(picture, picture.structure().nodes().get(id));
        } else if (id != Marks.NOTHING && id < picture.structure().vertices()) {
            showTerminal(picture, id);
        } else {
            getChildren().setAll(nothing());
        }
    }

    private EmptyState nothing() {
        return new EmptyState(Feather.MOUSE_POINTER, text("node.none"), text("node.none.hint"));
    }

    private void showTerminal(GraphPicture picture, int id) {
        GraphValue value = picture.structure().terminal(id);
        boolean isOutput = picture.structure().isOutput(id);
        getChildren()
                .setAll(
                        Labels.heading(text(isOutput ? "node.output" : "node.input")),
                        value(value));
    }

    private void showBlock(GraphPicture picture, Block block) {
        long bytes =
                block.allNodes()
                        .mapToLong(node -> picture.structure().nodes().get(node).weightBytes())
                        .sum();
        var grid =
                new KeyValueGrid()
                        .row(text("node.block"), new CopyLabel(texts, block.path()))
                        .row(text("node.size"), Figures.count(block.size()))
                        .row(text("node.weights"), Amounts.bytes(bytes));
        cost(grid, picture, GraphPicture.cost(picture.structure(), block));
        getChildren()
                .setAll(
                        Labels.heading(block.name()),
                        grid,
                        Buttons.plain(
                                "structure-toggle",
                                text("node.open"),
                                () -> model.toggle(block.id())));
    }

    private void showNode(GraphPicture picture, GraphNode node) {
        var grid =
                new KeyValueGrid()
                        .row(text("node.operator"), node.opType())
                        .row(text("node.domain"), node.domain());
        if (!node.path().isEmpty()) {
            grid.row(text("node.block"), new CopyLabel(texts, String.join("/", node.path())));
        }
        cost(grid, picture, node.cost());
        if (!node.weights().isEmpty()) {
            grid.row(text("node.weights"), Amounts.bytes(node.weightBytes()));
        }
        var name = new CopyLabel(texts, node.label());
        getChildren().setAll(Labels.heading(node.opType()), name, grid);
        section("node.inputs", node.inputs().stream().map(this::value).toList());
        section("node.outputs", node.outputs().stream().map(this::value).toList());
        section("node.weights", node.weights().stream().map(this::weight).toList());
        attributes(node);
    }

    private void attributes(GraphNode node) {
        if (node.attributes().isEmpty()) {
            return;
        }
        var grid = new KeyValueGrid();
        node.attributes().forEach(one -> grid.row(one.name(), Labels.wrapping(one.text(), "mono")));
        getChildren().addAll(Labels.heading(text("node.attributes")), grid);
    }

    private void cost(KeyValueGrid grid, GraphPicture picture, Cost cost) {
        if (!cost.isKnown() && cost.flops() == 0) {
            grid.row(text("node.flops"), text("node.unknown"));
            return;
        }
        double share = GraphPicture.share(cost, picture.structure());
        grid.row(
                        text("node.flops"),
                        texts.text(
                                "structure.node.flops.value",
                                Amounts.flops(cost.flops()),
                                Figures.share(share)))
                .row(text("node.traffic"), Amounts.bytes(cost.bytes()));
    }

    private void section(String key, List<? extends Node> lines) {
        if (!lines.isEmpty()) {
            var box = new VBox(6);
            box.getChildren().setAll(lines);
            getChildren().addAll(Labels.heading(text(key)), box);
        }
    }

    private VBox value(GraphValue value) {
        String type = value.type().isEmpty() ? text("node.type.unknown") : value.type();
        return new VBox(new CopyLabel(texts, value.name()), Labels.of(type, "caption"));
    }

    private VBox weight(Weight weight) {
        String about =
                "%s %s · %s"
                        .formatted(
                                weight.precision(), weight.dims(), Amounts.bytes(weight.bytes()));
        return new VBox(new CopyLabel(texts, weight.name()), Labels.of(about, "caption"));
    }

    private String text(String key) {
        return texts.text("structure." + key);
    }
}
