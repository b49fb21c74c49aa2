package io.casemate.views.ledger;

import io.casemate.engine.json.Json;
import io.casemate.engine.ledger.LedgerEntry;
import io.casemate.views.bridge.LiveRow;
import io.casemate.views.kit.Ages;
import io.casemate.views.kit.CopyLabel;
import io.casemate.views.kit.EmptyState;
import io.casemate.views.kit.Figures;
import io.casemate.views.kit.KeyValueGrid;
import io.casemate.views.kit.Panel;
import io.casemate.views.kit.Texts;
import javafx.scene.control.TextArea;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;

/// One entry in full: its facts, its body, and the hash that stands for it in the tree.
final class EntryDetail extends StackPane {
    private static final double WIDTH = 420;

    private final Texts texts;
    private final KeyValueGrid facts = new KeyValueGrid();
    private final TextArea body = new TextArea();
    private final Panel panel;
    private final EmptyState none;

    EntryDetail(Texts texts) {
        this.texts = texts;
        setId("ledger-detail");
        setMinWidth(WIDTH);
        setPrefWidth(WIDTH);
        body.setId("ledger-body");
        body.setEditable(false);
        body.setWrapText(true);
        body.getStyleClass().add("json-area");
        VBox.setVgrow(body, Priority.ALWAYS);
        panel = new Panel(texts.text("ledger.detail"), facts, body);
        none =
                new EmptyState(
                        Feather.FILE_TEXT,
                        texts.text("ledger.detail.none"),
                        texts.text("ledger.detail.hint"));
        none.getStyleClass().add("panel");
        show(null);
    }

    void show(@Nullable LiveRow<LedgerEntry> row) {
        if (row == null) {
            getChildren().setAll(none);
        } else {
            fill(row.value());
            getChildren().setAll(panel);
        }
    }

    private void fill(LedgerEntry entry) {
        var hash = new CopyLabel(texts);
        hash.show(entry.leafHash().abbreviated() + "\u2026", entry.leafHash().toString());
        facts.clear();
        facts.row(texts.text("ledger.column.sequence"), Figures.count(entry.sequence()))
                .row(texts.text("ledger.column.time"), Ages.exact(entry.time()))
                .row(texts.text("ledger.column.action"), entry.action())
                .row(texts.text("ledger.column.subject"), new CopyLabel(texts, entry.subject()))
                .row(texts.text("ledger.column.actor"), entry.actor())
                .row(texts.text("ledger.leaf"), hash);
        body.setText(
                Json.mapper().writerWithDefaultPrettyPrinter().writeValueAsString(entry.body()));
    }
}
