package io.casemate.views.shell;

import io.casemate.engine.attention.AttentionItem;
import io.casemate.views.kit.Buttons;
import io.casemate.views.kit.Icons;
import io.casemate.views.kit.Labels;
import io.casemate.views.kit.Texts;
import java.util.List;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import org.kordamp.ikonli.feather.Feather;

/// The top of the window: where we are, the way to everything, and how much wants a decision.
final class Header extends HBox {
    /// What the buttons of the header do.
    record Actions(Runnable palette, Runnable toggleTheme, Runnable attention) {}

    private static final double HINT_WIDTH = 280;

    private final Texts texts;
    private final Label title = Labels.of("", "title");
    private final Label count = Labels.of("", "badge");
    private final Button bell;
    private final Button themeButton;

    Header(Texts texts, Actions actions) {
        this.texts = texts;
        getStyleClass().add("header");
        title.setId("screen-title");
        Button palette =
                Buttons.plain("open-palette", texts.text("shell.palette.open"), actions.palette());
        palette.getStyleClass().add("palette-button");
        palette.setGraphic(paletteHint());
        palette.setAccessibleText(palette.getText());
        palette.setContentDisplay(ContentDisplay.GRAPHIC_ONLY);
        bell =
                Buttons.icon(
                        "attention-bell",
                        Feather.BELL,
                        texts.text("shell.attention.none"),
                        actions.attention());
        count.setId("attention-count");
        count.setVisible(false);
        count.setManaged(false);
        themeButton =
                Buttons.icon(
                        "toggle-theme",
                        Feather.SUN,
                        texts.text("shell.theme.toggle"),
                        actions.toggleTheme());
        themeButton.setContentDisplay(ContentDisplay.GRAPHIC_ONLY);
        getChildren().addAll(title, Labels.spring(), palette, themeButton, bell, count);
    }

    private HBox paletteHint() {
        var hint =
                new HBox(
                        8,
                        Icons.small(Feather.SEARCH),
                        Labels.muted(texts.text("shell.palette.open")),
                        Labels.spring(),
                        Labels.of(texts.text("shell.palette.keys"), "key-cap"));
        hint.setAlignment(Pos.CENTER_LEFT);
        hint.setPrefWidth(HINT_WIDTH);
        return hint;
    }

    void title(String text) {
        title.setText(text);
    }

    void theme(Theme theme) {
        themeButton.setGraphic(Icons.of(theme == Theme.DARK ? Feather.SUN : Feather.MOON));
    }

    void attention(List<AttentionItem> items) {
        String number = Integer.toString(items.size());
        count.setText(number);
        count.setVisible(!items.isEmpty());
        count.setManaged(!items.isEmpty());
        bell.setAccessibleText(
                items.isEmpty()
                        ? texts.text("shell.attention.none")
                        : texts.text("shell.attention.some", number));
    }
}
