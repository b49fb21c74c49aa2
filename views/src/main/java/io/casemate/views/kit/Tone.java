package io.casemate.views.kit;

import java.util.stream.Stream;
import javafx.scene.Node;

/// What a colour means. The theme decides which colour that is.
public enum Tone {
    NEUTRAL("tone-neutral"),
    ACCENT("tone-accent"),
    GOOD("tone-good"),
    WARNING("tone-warning"),
    BAD("tone-bad");

    private final String styleClass;

    Tone(String styleClass) {
        this.styleClass = styleClass;
    }

    /// Gives `node` this tone instead of the one it had.
    public void paint(Node node) {
        if (!node.getStyleClass().contains(styleClass)) {
            node.getStyleClass()
                    .removeAll(Stream.of(values()).map(tone -> tone.styleClass).toList());
            node.getStyleClass().add(styleClass);
        }
    }
}
