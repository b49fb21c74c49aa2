package io.casemate.views.kit;

import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.Ikon;

/// Says why there is nothing to see and what to do about it.
public final class EmptyState extends VBox {
    private static final double TEXT_WIDTH = 420;

    /// @param actions buttons that end the emptiness; may be none
    public EmptyState(Ikon icon, String sentence, String hint, Node... actions) {
        getStyleClass().add("empty-state");
        Label hintLabel = Labels.wrapping(hint, "empty-hint");
        hintLabel.setMaxWidth(TEXT_WIDTH);
        hintLabel.setAlignment(Pos.CENTER);
        getChildren().addAll(Icons.large(icon), Labels.of(sentence, "empty-sentence"), hintLabel);
        if (actions.length > 0) {
            var buttons = new HBox(8, actions);
            buttons.setAlignment(Pos.CENTER);
            getChildren().add(buttons);
        }
    }
}
