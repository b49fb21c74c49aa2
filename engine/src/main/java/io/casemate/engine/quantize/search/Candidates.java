package io.casemate.engine.quantize.search;

import io.casemate.engine.models.ModelFacts;
import io.casemate.engine.quantize.Recipe;
import io.casemate.engine.quantize.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Which recipes are worth trying on a model, the most promising first.
public final class Candidates {
    private static final Set<String> PRODUCTS = Set.of("MatMul", "Gemm");

    private Candidates() {}

    /// {@return the recipes whose operators the model has}
    public static List<Recipe> of(ModelFacts facts) {
        var recipes = new ArrayList<Recipe>();
        if (PRODUCTS.stream().anyMatch(facts.operators()::containsKey)) {
            recipes.add(Recipe.of("dynamic-int8", new Step.DynamicInt8(List.of())));
            recipes.add(Recipe.of("int4-weights", new Step.Int4Weights(List.of())));
        }
        return recipes;
    }
}
