package io.casemate.views.optimize;

import io.casemate.engine.qdq.LayerSensitivity;
import io.casemate.views.kit.Texts;

/// A layer in words.
final class LayerWords {
    /// Beyond that either way there is nothing to compare.
    private static final double MEASURABLE = 900;

    private LayerWords() {}

    /// {@return such as `23.4 dB`}
    static String decibels(Texts texts, double value) {
        if (value > MEASURABLE) {
            return texts.text("optimize.layers.same");
        }
        return value < -MEASURABLE
                ? texts.text("optimize.layers.useless")
                : AttemptWords.text("%.1f dB", value);
    }

    /// {@return for a cell, such as `23`}
    static String brief(double value) {
        return Math.abs(value) > MEASURABLE
                ? (value > 0 ? "=" : "✗")
                : AttemptWords.text("%.0f", value);
    }

    static String whole(Texts texts, LayerSensitivity layer, boolean isKept) {
        return texts.text(
                isKept ? "optimize.layers.cell.kept" : "optimize.layers.cell",
                layer.name(),
                layer.operator(),
                decibels(texts, layer.snrDb()),
                decibels(texts, layer.ownDb()));
    }
}
