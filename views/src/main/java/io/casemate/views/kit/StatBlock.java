package io.casemate.views.kit;

import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/// A figure that people read from afar: label, number, unit, and how old it is.
public final class StatBlock extends VBox {
    /// Stands for a figure that is not known.
    public static final String UNKNOWN = "\u2013";

    private static final String STALE = "stale";

    private final Label figure = Labels.of(UNKNOWN, "stat-figure");
    private final Label unit = Labels.of("", "stat-unit");
    private final Label note = Labels.of("", "caption");

    public StatBlock(String id, String label) {
        setId(id);
        getStyleClass().addAll("panel", "stat-block");
        var line = new HBox(6, figure, unit);
        line.setAlignment(Pos.BOTTOM_LEFT);
        getChildren().addAll(Labels.of(label, "stat-label"), line, note);
        HBox.setHgrow(this, Priority.ALWAYS);
        setMaxWidth(Double.MAX_VALUE);
    }

    public void show(String number, String unitText) {
        figure.setText(number);
        unit.setText(unitText);
    }

    /// Says under the figure how old it is or what it covers.
    public void note(String text) {
        note.setText(text);
    }

    public void tone(Tone tone) {
        tone.paint(this);
    }

    /// Greys the figure because nothing newer was heard; the note says why.
    public void stale(boolean isStale) {
        if (isStale != figure.getStyleClass().contains(STALE)) {
            if (isStale) {
                figure.getStyleClass().add(STALE);
                unit.getStyleClass().add(STALE);
            } else {
                figure.getStyleClass().remove(STALE);
                unit.getStyleClass().remove(STALE);
            }
        }
    }

    public String figure() {
        return figure.getText();
    }
}
