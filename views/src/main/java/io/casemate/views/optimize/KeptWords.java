package io.casemate.views.optimize;

import io.casemate.engine.qdq.LayerRanking;
import io.casemate.engine.qdq.LayerSensitivity;
import io.casemate.engine.quantize.Recipe;
import io.casemate.engine.quantize.Step;
import io.casemate.views.kit.Texts;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// Which layers a candidate in static INT8 leaves in floating point, and why.
final class KeptWords {
    private KeptWords() {}

    /// {@return a line for each, the worst first; none for other candidates}
    static List<String> of(Texts texts, Recipe recipe, LayerRanking layers) {
        boolean isStatic = recipe.steps().stream().anyMatch(Step.StaticInt8.class::isInstance);
        if (!isStatic) {
            return List.of();
        }
        Set<String> kept =
                recipe.steps().stream()
                        .flatMap(step -> step.keep().stream())
                        .collect(Collectors.toSet());
        var lines = new ArrayList<String>();
        for (LayerSensitivity layer : layers.layers().reversed()) {
            if (kept.contains(layer.name())) {
                lines.add(
                        texts.text(
                                "optimize.layers.left.search",
                                layer.name(),
                                LayerWords.decibels(texts, layer.snrDb())));
            }
        }
        layers.left()
                .forEach(layer ->
                        lines.add(
                                texts.text(
                                        "optimize.layers.left.why", layer.name(), layer.reason())));
        return lines;
    }
}
