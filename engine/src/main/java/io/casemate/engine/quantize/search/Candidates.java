package io.casemate.engine.quantize.search;

import io.casemate.engine.models.ModelFacts;
import io.casemate.engine.quantize.Recipe;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Which recipes are worth trying on a model, the most promising first.
///
/// What a recipe leaves in floating point is stored as INT8, which costs no speed.
public final class Candidates {
    private static final Set<String> PRODUCTS = Set.of("MatMul", "Gemm");

    private static final Set<String> INTEGER_KERNELS = Set.of("Conv", "MatMul", "Gemm");

    private Candidates() {}

    /// {@return the recipes whose operators the model has}
    ///
    /// @param hasSamples whether there are samples to find ranges on
    public static List<Recipe> of(ModelFacts facts, boolean hasSamples) {
        var recipes = new ArrayList<Recipe>();
        recipes.add(Recipe.STORED_INT8);
        if (hasSamples && has(facts, INTEGER_KERNELS)) {
            recipes.add(Recipe.STATIC_INT8.then(Recipe.STORED_INT8));
        }
        if (has(facts, PRODUCTS)) {
            recipes.add(Recipe.DYNAMIC_INT8.then(Recipe.STORED_INT8));
            recipes.add(Recipe.INT8_WEIGHTS.then(Recipe.STORED_INT8));
            recipes.add(Recipe.INT4_WEIGHTS.then(Recipe.STORED_INT8));
            if (hasSamples) {
                recipes.add(Recipe.INT4_GPTQ.then(Recipe.STORED_INT8));
            }
        }
        recipes.add(Recipe.STORED_FP16);
        return recipes;
    }

    private static boolean has(ModelFacts facts, Set<String> operators) {
        return operators.stream().anyMatch(facts.operators()::containsKey);
    }
}
