package io.casemate.views.optimize;

import io.casemate.views.kit.Labels;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.Slider;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;

/// A limit that is dragged or typed. At the right end, and where nothing is typed, there is none.
/// The slider is logarithmic, so that small limits are as easy to reach as large ones.
final class LimitSlider extends VBox {
    private static final Pattern NUMBER = Pattern.compile("\\d{1,9}(?:\\.\\d{1,9})?");
    private static final String INVALID = "invalid";
    private static final double FIELD_WIDTH = 84;

    private final Scale scale;
    private final Slider slider = new Slider(0, 1, 1);
    private final TextField typed = new TextField();
    private final String hint;
    private final Label under;
    private boolean isFollowing;

    /// @param id of the field for typing; the slider's ends in `-slider`
    /// @param least where the slider begins, more than 0
    /// @param most where the slider ends
    /// @param highest what may be typed
    record Scale(String id, double least, double most, double highest) {}

    LimitSlider(Scale scale, String label, String hint) {
        this.scale = scale;
        this.hint = hint;
        typed.setId(scale.id());
        typed.getStyleClass().add("small");
        typed.setAlignment(Pos.CENTER_RIGHT);
        typed.setPrefWidth(FIELD_WIDTH);
        typed.setMinWidth(FIELD_WIDTH);
        typed.setPromptText("–");
        typed.setAccessibleText(label);
        slider.setId(scale.id() + "-slider");
        slider.setBlockIncrement(0.02);
        slider.setAccessibleText(label);
        var head = new HBox(8, Labels.muted(label), Labels.spring(), typed);
        head.setAlignment(Pos.CENTER_LEFT);
        under = Labels.wrapping(hint, "form-hint");
        getStyleClass().add("form-field");
        getChildren().addAll(head, slider, under);
        slider.valueProperty().addListener(_ -> fromSlider());
        typed.textProperty().addListener(_ -> fromText());
    }

    private void fromSlider() {
        if (!isFollowing) {
            isFollowing = true;
            double value =
                    scale.least() * Math.pow(scale.most() / scale.least(), slider.getValue());
            typed.setText(slider.getValue() >= 1 ? "" : round(value));
            isFollowing = false;
        }
    }

    /// Two figures that count.
    private static String round(double value) {
        double step = Math.pow(10, Math.floor(Math.log10(value)) - 1);
        double rounded = Math.round(value / step) * step;
        return AttemptWords.text(step >= 1 ? "%.0f" : step >= 0.1 ? "%.1f" : "%.2f", rounded);
    }

    private void fromText() {
        if (!isFollowing) {
            isFollowing = true;
            OptionalDouble value = number().orElse(OptionalDouble.empty());
            double share =
                    value.isEmpty() || value.getAsDouble() <= 0
                            ? 1
                            : Math.log(value.getAsDouble() / scale.least())
                                    / Math.log(scale.most() / scale.least());
            slider.setValue(Math.clamp(share, 0, 1));
            isFollowing = false;
        }
    }

    private Optional<OptionalDouble> number() {
        String text = typed.getText().strip();
        if (text.isEmpty()) {
            return Optional.of(OptionalDouble.empty());
        }
        double value = NUMBER.matcher(text).matches() ? Double.parseDouble(text) : -1;
        return value < 0 || value > scale.highest()
                ? Optional.empty()
                : Optional.of(OptionalDouble.of(value));
    }

    /// {@return the limit, none where there is none; empty, and marked by `wrong`, where something
    /// else was typed}
    Optional<OptionalDouble> value(UnaryOperator<String> wrong) {
        Optional<OptionalDouble> value = number();
        getStyleClass().remove(INVALID);
        under.setText(hint);
        if (value.isEmpty()) {
            getStyleClass().add(INVALID);
            under.setText(wrong.apply(typed.getText().strip()));
        }
        return value;
    }
}
