package io.casemate.views.kit;

import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/// A dialog inside the window: title, content, buttons. The operating system's own dialogs are not
/// used, so that it looks and works the same everywhere. Shown by [Sheets].
public final class Sheet extends VBox {
    private static final double WIDTH = 560;

    private final VBox body = new VBox();
    private final HBox buttons = new HBox();

    public Sheet(String id, String title, Node... content) {
        setId(id);
        getStyleClass().add("modal-sheet");
        setMinWidth(WIDTH);
        setPrefWidth(WIDTH);
        setMaxSize(WIDTH, Region.USE_PREF_SIZE);
        var head = new HBox(Labels.of(title));
        head.getStyleClass().add("sheet-head");
        body.getStyleClass().add("sheet-body");
        body.getChildren().setAll(content);
        buttons.getStyleClass().add("sheet-buttons");
        getChildren().addAll(head, body, buttons);
    }

    /// {@return this sheet with its buttons; the last one is pressed by Enter, a button that
    /// cancels by Escape}
    public Sheet buttons(Button... all) {
        buttons.getChildren().setAll(all);
        if (all.length > 0) {
            all[all.length - 1].setDefaultButton(true);
        }
        return this;
    }

    public void content(Node... nodes) {
        body.getChildren().setAll(nodes);
    }
}
