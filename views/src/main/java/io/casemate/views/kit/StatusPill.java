package io.casemate.views.kit;

import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;

/// A state: a coloured dot and its word. Never the colour alone.
public final class StatusPill extends HBox {
    private final Label word = new Label();

    public StatusPill() {
        var dot = new Region();
        dot.getStyleClass().add("status-dot");
        getStyleClass().add("status-pill");
        getChildren().addAll(dot, word);
        Tone.NEUTRAL.paint(this);
    }

    public StatusPill(Tone tone, String text) {
        this();
        show(tone, text);
    }

    public void show(Tone tone, String text) {
        tone.paint(this);
        word.setText(text);
    }

    public String text() {
        return word.getText();
    }
}
