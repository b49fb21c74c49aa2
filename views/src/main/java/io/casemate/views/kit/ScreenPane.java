package io.casemate.views.kit;

import javafx.scene.Node;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.VBox;

/// The outermost node of a screen: its parts below each other.
public final class ScreenPane {

    private ScreenPane() {}

    /// {@return parts that scroll when the window is lower than they are}
    public static ScrollPane scrolling(String id, Node... parts) {
        var scroll = new ScrollPane(fixed(id + "-parts", parts));
        scroll.setId(id);
        scroll.getStyleClass().add("screen-scroll");
        scroll.setFitToWidth(true);
        scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
        return scroll;
    }

    /// {@return parts that share the height of the window}
    public static VBox fixed(String id, Node... parts) {
        var box = new VBox(parts);
        box.setId(id);
        box.getStyleClass().add("screen");
        return box;
    }
}
