package io.casemate.engine.quantize;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// A way to make a model smaller or faster: steps, taken in order. Its JSON form is a recipe file.
///
/// @param name under which people know it
/// @param steps at least one; none in [#AUTO] only, whose steps a search finds for each model
public record Recipe(String name, List<Step> steps) {
    private static final String SEARCHED = "auto";

    /// Tries the others on the model and takes the best that passes the standard gate.
    public static final Recipe AUTO = of(SEARCHED);

    public static final Recipe DYNAMIC_INT8 = of("dynamic-int8", new Step.DynamicInt8(List.of()));
    public static final Recipe INT4_WEIGHTS = of("int4-weights", new Step.Int4Weights(List.of()));

    private static final List<Recipe> STANDARD = List.of(AUTO, DYNAMIC_INT8, INT4_WEIGHTS);

    public Recipe {
        steps = List.copyOf(steps);
        if (steps.isEmpty() != name.equals(SEARCHED)) {
            throw new IllegalArgumentException(
                    "a recipe has at least one step, and only auto has none: " + name);
        }
    }

    public static Recipe of(String name, Step... steps) {
        return new Recipe(name, List.of(steps));
    }

    /// {@return its name on the command line and in the ledger}
    public String id() {
        return name;
    }

    /// {@return whether a search finds its steps}
    public boolean isSearched() {
        return steps.isEmpty();
    }

    /// {@return the recipes that need no file}
    public static List<Recipe> standard() {
        return STANDARD;
    }

    public static Optional<Recipe> find(String name) {
        return STANDARD.stream().filter(recipe -> recipe.name.equals(name)).findFirst();
    }

    /// {@return the names of the recipes that need no file, for people}
    public static String names() {
        return STANDARD.stream().map(Recipe::name).collect(Collectors.joining(", "));
    }
}
