package io.casemate.engine.quantize;

import io.casemate.engine.json.Json;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Recipes that leave layers as they are.
public final class KeptLayers {
    private KeptLayers() {}

    /// {@return `recipe` with `names` kept by every step, besides those that it keeps already; it
    /// is named after their number}
    ///
    /// @param names of nodes, or of the first values they make; at least one
    public static Recipe of(Recipe recipe, List<String> names) {
        List<Step> steps = recipe.steps().stream().map(step -> with(step, names)).toList();
        int kept = steps.stream().mapToInt(step -> step.keep().size()).max().orElse(0);
        return new Recipe("%s-keep-%d".formatted(recipe.name(), kept), steps);
    }

    /// Every step has its names under `keep` in a recipe file.
    private static Step with(Step step, List<String> names) {
        ObjectNode tree = Json.treeOf(step);
        ArrayNode keep = tree.putArray("keep");
        new TreeSet<>(Stream.concat(step.keep().stream(), names.stream()).toList())
                .forEach(keep::add);
        return Json.read(tree, Step.class);
    }
}
