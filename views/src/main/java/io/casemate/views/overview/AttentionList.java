package io.casemate.views.overview;

import io.casemate.engine.attention.AttentionItem;
import io.casemate.views.kit.Buttons;
import io.casemate.views.kit.Icons;
import io.casemate.views.kit.Labels;
import io.casemate.views.kit.Tone;
import io.casemate.views.shell.Desk;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.feather.Feather;

/// What wants a decision, each with its cause and the way to it. One quiet line when nothing does.
final class AttentionList extends VBox {
    private static final int SHOWN = 6;

    private final Desk desk;

    AttentionList(Desk desk) {
        super(8);
        this.desk = desk;
        setId("attention-list");
        show(List.of());
    }

    void show(List<AttentionItem> items) {
        getChildren().setAll(items.stream().limit(SHOWN).map(this::row).toList());
        if (items.isEmpty()) {
            getChildren().add(quietLine());
        } else if (items.size() > SHOWN) {
            String more = Integer.toString(items.size() - SHOWN);
            getChildren().add(Labels.muted(desk.texts().text("overview.attention.more", more)));
        }
    }

    private Node quietLine() {
        var line =
                new HBox(
                        Icons.small(Feather.CHECK),
                        Labels.muted(desk.texts().text("overview.attention.none")));
        line.setId("attention-quiet");
        line.getStyleClass().add("quiet-line");
        Tone.GOOD.paint(line);
        return line;
    }

    private Node row(AttentionItem item) {
        var words =
                new VBox(
                        4,
                        Labels.wrapping(item.what(), "strong"),
                        Labels.wrapping(item.why(), "muted"),
                        Labels.wrapping(item.remedy()));
        HBox.setHgrow(words, Priority.ALWAYS);
        Button show =
                Buttons.plain(
                        "attention-" + item.subject(),
                        desk.texts().text("overview.attention.show"),
                        () -> desk.navigation().go(screen(item.topic())));
        show.setMinWidth(USE_PREF_SIZE);
        var row = new HBox(Icons.of(icon(item.severity())), words, show);
        row.getStyleClass().add("attention-row");
        tone(item.severity()).paint(row);
        return row;
    }

    private static Tone tone(AttentionItem.Severity severity) {
        return switch (severity) {
            case CRITICAL -> Tone.BAD;
            case WARNING -> Tone.WARNING;
            case NOTICE -> Tone.ACCENT;
        };
    }

    private static Ikon icon(AttentionItem.Severity severity) {
        return switch (severity) {
            case CRITICAL -> Feather.ALERT_OCTAGON;
            case WARNING -> Feather.ALERT_TRIANGLE;
            case NOTICE -> Feather.INFO;
        };
    }

    private static String screen(AttentionItem.Topic topic) {
        return switch (topic) {
            case HOST -> "hosts";
            case DEPLOYMENT -> "deployments";
            case MODEL -> "models";
            case LEDGER -> "ledger";
        };
    }
}
