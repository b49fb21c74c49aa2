package io.casemate.views.kit;

import javafx.scene.control.Label;
import javafx.scene.control.Labeled;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;

/// Labels in the type scale of the theme, and the empty space between them. A label that is cut off
/// shows its whole text in a tooltip.
public final class Labels {

    private static final double TOOLTIP_WIDTH = 480;

    private Labels() {}

    public static Label of(String text, String... styleClasses) {
        var label = new Label(text);
        label.getStyleClass().addAll(styleClasses);
        tellWhole(label);
        return label;
    }

    /// Shows the whole text of `labeled` in a tooltip while it is cut off.
    static void tellWhole(Labeled labeled) {
        labeled.textTruncatedProperty()
                .subscribe(isCut -> labeled.setTooltip(isCut ? whole(labeled) : null));
    }

    private static Tooltip whole(Labeled labeled) {
        var tooltip = new Tooltip();
        tooltip.textProperty().bind(labeled.textProperty());
        tooltip.setWrapText(true);
        tooltip.setMaxWidth(TOOLTIP_WIDTH);
        return tooltip;
    }

    /// {@return a label that breaks its text into lines instead of cutting it off}
    public static Label wrapping(String text, String... styleClasses) {
        Label label = of(text, styleClasses);
        label.setWrapText(true);
        label.setMinHeight(Region.USE_PREF_SIZE);
        return label;
    }

    public static Label heading(String text) {
        return of(text, "heading");
    }

    public static Label muted(String text) {
        return of(text, "muted");
    }

    /// {@return a label in the font of numbers and digests}
    public static Label mono(String text) {
        return of(text, "mono");
    }

    /// {@return what pushes its neighbours in an `HBox` apart}
    public static Region spring() {
        var spring = new Region();
        HBox.setHgrow(spring, Priority.ALWAYS);
        return spring;
    }
}
