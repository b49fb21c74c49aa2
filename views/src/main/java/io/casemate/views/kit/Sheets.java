package io.casemate.views.kit;

import atlantafx.base.controls.ModalPane;
import javafx.scene.Node;

/// Shows one [Sheet] at a time over the window; Escape closes it. Confined to the FX thread.
public final class Sheets {
    private final ModalPane pane = new ModalPane();

    public Sheets() {
        pane.setId("sheets");
        pane.setInTransitionFactory(null);
        pane.setOutTransitionFactory(null);
    }

    public void show(Sheet sheet) {
        pane.show(sheet);
    }

    public void close() {
        pane.hide(true);
    }

    public boolean isShowing() {
        return pane.isDisplay();
    }

    /// {@return what the window lays over its content}
    public Node node() {
        return pane;
    }
}
