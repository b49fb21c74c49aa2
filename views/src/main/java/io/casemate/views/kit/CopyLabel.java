package io.casemate.views.kit;

import io.casemate.engine.models.RevisionId;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.OverrunStyle;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import org.kordamp.ikonli.feather.Feather;

/// A text in the font of digests and addresses, with a button that copies it.
public final class CopyLabel extends HBox {
    private final Label label = Labels.mono("");
    private final Button button;
    private String copied = "";

    public CopyLabel(Texts texts) {
        getStyleClass().add("copy-label");
        label.setTextOverrun(OverrunStyle.CENTER_ELLIPSIS);
        label.setMinWidth(0);
        button = Buttons.icon("", Feather.COPY, texts.text("kit.copy"), this::copy);
        button.setId(null);
        button.setGraphic(Icons.small(Feather.COPY));
        button.getStyleClass().add("copy-button");
        button.setMinWidth(Region.USE_PREF_SIZE);
        getChildren().addAll(label, button);
    }

    public CopyLabel(Texts texts, String text) {
        this(texts);
        show(text, text);
    }

    /// {@return the abbreviated digest of `id`; the whole id is copied}
    public static CopyLabel of(Texts texts, RevisionId id) {
        var label = new CopyLabel(texts);
        label.show(id.digest().abbreviated(), id.toString());
        return label;
    }

    /// Shows `shown`, such as an abbreviated digest, and copies `whole`.
    public void show(String shown, String whole) {
        label.setText(shown);
        copied = whole;
    }

    private void copy() {
        var content = new ClipboardContent();
        content.putString(copied);
        Clipboard.getSystemClipboard().setContent(content);
        button.setGraphic(Icons.small(Feather.CHECK));
    }
}
