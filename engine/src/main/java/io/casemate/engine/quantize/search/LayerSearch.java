package io.casemate.engine.quantize.search;

import io.casemate.engine.quantize.Recipe;
import io.casemate.engine.quantize.Step;
import java.util.List;
import java.util.Optional;

/// Looks for the most layers of a model that may compute in INT8: halves the span between a number
/// that is exact enough and one that is not, so that of `n` layers about log₂ n numbers are tried.
final class LayerSearch {
    private final Recipe all;
    private final List<String> layers;
    private int enough;
    private int tooMany;
    private int asked;
    private boolean isHopeless;

    /// @param all puts every layer into INT8, which is not exact enough
    /// @param layers by name, the most harmless first
    LayerSearch(Recipe all, List<String> layers) {
        this.all = all;
        this.layers = List.copyOf(layers);
        tooMany = layers.size();
    }

    /// {@return how many numbers of layers there are to choose from, besides all and none}
    int space() {
        return Math.max(0, layers.size() - 1);
    }

    /// {@return what to try next; empty when the number is found}
    Optional<Recipe> next() {
        asked = (enough + tooMany) / 2;
        return asked == enough || isHopeless ? Optional.empty() : Optional.of(with(asked));
    }

    /// {@return whether `recipe` is what it wanted to be tried last}
    boolean asked(Recipe recipe) {
        return recipe.equals(with(asked));
    }

    /// @param isExact whether what was tried last is exact enough
    /// @param isSlower whether it is slower than the parent; fewer layers will not be faster
    void learn(boolean isExact, boolean isSlower) {
        if (isExact) {
            enough = asked;
        } else {
            tooMany = asked;
        }
        isHopeless = isSlower;
    }

    private Recipe with(int count) {
        List<String> kept = layers.subList(count, layers.size());
        List<Step> steps =
                all.steps().stream()
                        .map(step ->
                                step instanceof Step.StaticInt8 chosen
                                        ? (Step) chosen.withKeep(kept)
                                        : step)
                        .toList();
        String name = "%s-%d-of-%d".formatted(all.name(), count, layers.size());
        return new Recipe(name, steps);
    }
}
