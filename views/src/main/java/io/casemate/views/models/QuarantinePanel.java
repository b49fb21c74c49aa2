package io.casemate.views.models;

import io.casemate.engine.airlock.QuarantinedItem;
import io.casemate.views.kit.Ages;
import io.casemate.views.kit.Buttons;
import io.casemate.views.kit.Labels;
import io.casemate.views.kit.Panel;
import io.casemate.views.kit.Tone;
import io.casemate.views.shell.Desk;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/// The models that were refused and wait until they are purged. Takes no room without any.
final class QuarantinePanel extends VBox {
    private static final double HIGHEST = 220;
    private static final double CODE_WIDTH = 72;

    private final Desk desk;
    private final ImportViewModel model;
    private final VBox rows = new VBox();
    private final Panel panel;

    QuarantinePanel(Desk desk, ImportViewModel model) {
        this.desk = desk;
        this.model = model;
        setId("quarantine");
        var scroll = new ScrollPane(rows);
        scroll.setFitToWidth(true);
        scroll.setMaxHeight(HIGHEST);
        scroll.getStyleClass().add("screen-scroll");
        panel = new Panel(text("models.quarantine"), scroll);
        getChildren().add(panel);
        model.quarantinedProperty().subscribe(this::show);
    }

    private void show(List<QuarantinedItem> items) {
        setVisible(!items.isEmpty());
        setManaged(!items.isEmpty());
        panel.title(text("models.quarantine.count", items.size()));
        rows.getChildren().setAll(items.stream().map(this::row).toList());
    }

    private Node row(QuarantinedItem item) {
        Label code = Labels.of(item.code(), "mono", "quarantine-code");
        code.setMinWidth(CODE_WIDTH);
        Label source = Labels.of(item.source(), "strong");
        source.setMinWidth(USE_PREF_SIZE);
        Label why = Labels.of(item.why(), "muted");
        why.setMinWidth(0);
        why.setMaxWidth(Double.MAX_VALUE);
        why.setTooltip(new Tooltip(item.what() + "\n" + item.why() + "\n" + item.remedy()));
        HBox.setHgrow(why, Priority.ALWAYS);
        Label size = Labels.of(item.bytes().toString(), "mono", "subtle");
        Label when = Labels.of(Ages.exact(item.when()), "mono", "subtle");
        Button purge =
                Buttons.quiet(
                        "quarantine-purge-" + item.id(),
                        text("models.quarantine.purge"),
                        () -> model.purge(item.id()));
        for (var node : List.of(size, when, purge)) {
            node.setMinWidth(USE_PREF_SIZE);
        }
        var row = new HBox(code, source, why, size, when, purge);
        row.getStyleClass().add("quarantine-row");
        Tone.BAD.paint(row);
        return row;
    }

    private String text(String key, Object... arguments) {
        return desk.texts().text(key, arguments);
    }
}
