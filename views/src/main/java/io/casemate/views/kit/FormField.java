package io.casemate.views.kit;

import javafx.scene.control.Control;
import javafx.scene.control.Label;
import javafx.scene.layout.VBox;

/// An input with its label, and under it a hint that turns into what is wrong with the input.
public final class FormField extends VBox {
    private static final String INVALID = "invalid";

    private final String hint;
    private final Label under;

    public FormField(String label, Control input, String hint) {
        this.hint = hint;
        getStyleClass().add("form-field");
        Label name = Labels.of(label, "form-label");
        name.setLabelFor(input);
        input.setMaxWidth(Double.MAX_VALUE);
        under = Labels.wrapping(hint, "form-hint");
        getChildren().addAll(name, input, under);
        showUnder(hint);
    }

    /// Marks the input as wrong because of `reason`.
    public void invalid(String reason) {
        if (!getStyleClass().contains(INVALID)) {
            getStyleClass().add(INVALID);
        }
        showUnder(reason);
    }

    public void valid() {
        getStyleClass().remove(INVALID);
        showUnder(hint);
    }

    private void showUnder(String text) {
        under.setText(text);
        under.setVisible(!text.isEmpty());
        under.setManaged(!text.isEmpty());
    }
}
