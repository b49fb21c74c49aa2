package io.casemate.views.kit;

import javafx.beans.value.ObservableValue;
import javafx.scene.Node;

/// Nodes that come and go.
public final class Shown {

    private Shown() {}

    /// Shows `node` while `when` holds; otherwise it takes no space either.
    public static void when(Node node, ObservableValue<Boolean> when) {
        node.visibleProperty().bind(when);
        node.managedProperty().bind(when);
    }
}
