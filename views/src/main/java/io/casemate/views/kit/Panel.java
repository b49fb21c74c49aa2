package io.casemate.views.kit;

import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/// A titled part of a screen, with its own tools at the right of the title.
public final class Panel extends VBox {
    private final Label title;
    private final VBox body = new VBox();

    public Panel(String title, Node... content) {
        this.title = Labels.heading(title);
        getStyleClass().add("panel");
        body.getStyleClass().add("panel-body");
        body.getChildren().setAll(content);
        var head = new HBox(this.title, Labels.spring());
        head.getStyleClass().add("panel-head");
        getChildren().addAll(head, body);
        VBox.setVgrow(body, Priority.ALWAYS);
    }

    /// {@return this panel with `nodes` at the right of its title}
    public Panel tools(Node... nodes) {
        ((HBox) getChildren().getFirst()).getChildren().addAll(nodes);
        return this;
    }

    /// {@return this panel with its content up to the edges, for tables}
    public Panel flush() {
        body.getStyleClass().add("flush");
        body.getChildren().forEach(node -> VBox.setVgrow(node, Priority.ALWAYS));
        return this;
    }

    /// {@return this panel, `width` wide and neither more nor less}
    public Panel wide(double width) {
        setMinWidth(width);
        setPrefWidth(width);
        setMaxWidth(width);
        return this;
    }

    public void title(String text) {
        title.setText(text);
    }

    public void content(Node... nodes) {
        body.getChildren().setAll(nodes);
    }
}
