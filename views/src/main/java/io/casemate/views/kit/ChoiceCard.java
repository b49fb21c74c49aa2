package io.casemate.views.kit;

import javafx.geometry.Orientation;
import javafx.scene.control.Label;
import javafx.scene.control.ToggleButton;
import javafx.scene.layout.VBox;

/// One of a few choices that need a sentence each. As high as its sentence at the width it is
/// given.
public final class ChoiceCard extends ToggleButton {
    private final VBox words;

    public ChoiceCard(String id, String name, String sentence) {
        Label below = Labels.wrapping(sentence, "muted");
        words = new VBox(4, Labels.of(name, "strong"), below);
        words.setFillWidth(true);
        setGraphic(words);
        setId(id);
        setMaxWidth(Double.MAX_VALUE);
        setAccessibleText(name + ": " + sentence);
        getStyleClass().add("choice-card");
    }

    @Override
    public Orientation getContentBias() {
        return Orientation.HORIZONTAL;
    }

    @Override
    protected double computePrefHeight(double width) {
        double sides = snappedLeftInset() + snappedRightInset();
        return snappedTopInset() + words.prefHeight(width - sides) + snappedBottomInset();
    }

    @Override
    protected double computeMinHeight(double width) {
        return computePrefHeight(width);
    }

    @Override
    protected double computeMaxHeight(double width) {
        return computePrefHeight(width);
    }

    @Override
    protected void layoutChildren() {
        double sides = snappedLeftInset() + snappedRightInset();
        words.setPrefWidth(getWidth() - sides);
        super.layoutChildren();
    }
}
