package io.casemate.views.kit;

import java.util.List;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/// Something that was interrupted: what is known of it, and at the right what can be done with it.
public final class InterruptedRow extends HBox {

    /// @param told from top to bottom
    public InterruptedRow(List<Node> told, Button... acts) {
        var left = new VBox(4, told.toArray(Node[]::new));
        left.setMinWidth(0);
        setHgrow(left, Priority.ALWAYS);
        getChildren().add(left);
        for (Button act : acts) {
            act.setMinWidth(USE_PREF_SIZE);
            getChildren().add(act);
        }
        getStyleClass().add("interrupted-row");
        Tone.ACCENT.paint(this);
    }
}
