package io.casemate.views.kit;

import javafx.scene.control.Button;
import javafx.scene.control.Tooltip;
import org.kordamp.ikonli.Ikon;

/// Buttons in the four weights that screens use.
public final class Buttons {

    private Buttons() {}

    /// {@return the one button that a screen or sheet is about}
    public static Button primary(String id, String text, Runnable run) {
        Button button = plain(id, text, run);
        button.getStyleClass().add("accent");
        return button;
    }

    public static Button plain(String id, String text, Runnable run) {
        var button = new Button(text);
        button.setId(id);
        button.setOnAction(_ -> run.run());
        return button;
    }

    /// {@return a button that is there when wanted and does not ask for attention}
    public static Button quiet(String id, String text, Runnable run) {
        Button button = plain(id, text, run);
        button.getStyleClass().addAll("flat", "tight");
        return button;
    }

    /// {@return a button that takes something away}
    public static Button dangerous(String id, String text, Runnable run) {
        Button button = plain(id, text, run);
        button.getStyleClass().add("danger");
        return button;
    }

    /// {@return a button that is only an icon; `text` tells people and screen readers what it does}
    public static Button icon(String id, Ikon icon, String text, Runnable run) {
        Button button = plain(id, "", run);
        button.setGraphic(Icons.of(icon));
        button.getStyleClass().addAll("button-icon", "flat");
        button.setAccessibleText(text);
        button.setTooltip(new Tooltip(text));
        return button;
    }
}
