package io.casemate.views.kit;

import atlantafx.base.controls.ModalPane;
import java.util.Optional;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.Scene;

/// Shows one [Sheet] at a time over the window; Escape closes it. The keyboard goes into the sheet,
/// and back to where it was afterwards. Confined to the FX thread.
public final class Sheets {
    private final ModalPane pane = new ModalPane();
    private Optional<Node> focusBefore = Optional.empty();

    public Sheets() {
        pane.setId("sheets");
        pane.setInTransitionFactory(null);
        pane.setOutTransitionFactory(null);
        pane.displayProperty().subscribe(this::returnFocus);
    }

    public void show(Sheet sheet) {
        if (!pane.isDisplay()) {
            focusBefore = Optional.ofNullable(pane.getScene()).map(Scene::getFocusOwner);
        }
        pane.show(sheet);
        firstFocusable(sheet).ifPresent(Node::requestFocus);
    }

    private static Optional<Node> firstFocusable(Parent parent) {
        for (Node child : parent.getChildrenUnmodifiable()) {
            if (child.isFocusTraversable() && !child.isDisabled() && child.isVisible()) {
                return Optional.of(child);
            }
            if (child instanceof Parent inner) {
                Optional<Node> found = firstFocusable(inner);
                if (found.isPresent()) {
                    return found;
                }
            }
        }
        return Optional.empty();
    }

    private void returnFocus(boolean isShowing) {
        if (!isShowing) {
            pane.setContent(null);
            focusBefore.ifPresent(Node::requestFocus);
            focusBefore = Optional.empty();
        }
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
