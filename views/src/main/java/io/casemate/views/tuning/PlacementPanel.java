package io.casemate.views.tuning;

import io.casemate.engine.runtime.NodeTime;
import io.casemate.engine.tuning.PlacementProof;
import io.casemate.engine.tuning.ProviderShare;
import io.casemate.views.bridge.LiveRow;
import io.casemate.views.bridge.LiveRows;
import io.casemate.views.kit.Buttons;
import io.casemate.views.kit.Columns;
import io.casemate.views.kit.KeyValueGrid;
import io.casemate.views.kit.Labels;
import io.casemate.views.kit.LiveTable;
import io.casemate.views.kit.Panel;
import io.casemate.views.shell.Desk;
import java.util.List;
import java.util.Locale;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.TableView;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/// Where the nodes of a model run: the share of each provider, and every node.
final class PlacementPanel extends VBox {
    private static final double BAR_WIDTH = 260;
    private static final double TABLE_HEIGHT = 190;
    private static final double LEAST_TABLE_HEIGHT = 130;
    private static final double PERCENT = 100;

    private final Desk desk;
    private final LiveRows<NodeTime> nodes = new LiveRows<>(it -> it.node() + it.provider());
    private final TableView<LiveRow<NodeTime>> table;
    private final Panel panel;
    private long all = 1;

    PlacementPanel(Desk desk, TuningViewModel model) {
        this.desk = desk;
        table = table();
        table.setPrefHeight(TABLE_HEIGHT);
        table.setMinHeight(LEAST_TABLE_HEIGHT);
        Button prove = Buttons.quiet("tuning-prove", text("prove"), model::prove);
        prove.disableProperty()
                .bind(model.commands().busyProperty().or(model.revisionProperty().isNull()));
        panel = new Panel(text("placement")).tools(prove);
        getChildren().add(panel);
        model.proofProperty().subscribe(this::show);
    }

    private void show(@Nullable PlacementProof proof) {
        if (proof == null) {
            panel.content(Labels.wrapping(text("placement.none"), "muted"));
            return;
        }
        all = Math.max(1, proof.micros());
        nodes.show(proof.nodes());
        var shares = new KeyValueGrid();
        proof.shares().forEach(share -> shares.row(share.provider(), bar(share)));
        panel.content(
                shares, Labels.muted(text("placement.basis", proof.runs(), proof.inputs())), table);
    }

    private HBox bar(ProviderShare share) {
        var bar = new ProgressBar(share.share());
        bar.setPrefWidth(BAR_WIDTH);
        var row =
                new HBox(
                        12,
                        bar,
                        Labels.of(
                                text(
                                        "placement.share",
                                        percent(share.share()),
                                        share.nodes(),
                                        share.micros())));
        row.setAlignment(Pos.CENTER_LEFT);
        return row;
    }

    private TableView<LiveRow<NodeTime>> table() {
        return LiveTable.of(
                "tuning-nodes",
                nodes.list(),
                Labels.muted(text("placement.none")),
                List.of(
                        Columns.wide(Columns.mono(text("column.node"), NodeTime::node), 260),
                        Columns.wide(
                                Columns.text(text("column.operator"), NodeTime::operator), 160),
                        Columns.wide(
                                Columns.text(text("column.provider"), NodeTime::provider), 180),
                        Columns.wide(
                                Columns.number(
                                        text("column.micros"),
                                        NodeTime::micros,
                                        it -> String.format(Locale.ROOT, "%,d µs", it)),
                                100),
                        Columns.wide(
                                Columns.number(
                                        text("column.share"),
                                        it -> (double) it.micros() / all,
                                        PlacementPanel::percent),
                                80)));
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.1f %%", PERCENT * share);
    }

    private String text(String key, Object... arguments) {
        return desk.texts().text("tuning." + key, arguments);
    }
}
