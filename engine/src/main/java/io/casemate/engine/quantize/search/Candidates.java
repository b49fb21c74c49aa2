package io.casemate.engine.quantize.search;

import io.casemate.engine.models.ModelFacts;
import io.casemate.engine.qdq.Granularity;
import io.casemate.engine.qdq.QdqSettings;
import io.casemate.engine.quantize.Recipe;
import io.casemate.engine.quantize.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Which recipes are worth trying on a model, the most promising first.
///
/// What a recipe leaves in floating point is stored as INT8, which costs no speed. One scale a
/// channel is more exact, one scale a tensor faster, so both are tried; the exact form comes first.
/// Convolutions gain from static INT8 only, recurrent layers from dynamic INT8 only, and products
/// from either: models with both get recipes that mix them.
public final class Candidates {
    private static final Set<String> PRODUCTS = Set.of("MatMul", "Gemm");

    private static final Set<String> DYNAMIC = Set.of("MatMul", "Gemm", "LSTM");

    private static final Set<String> INTEGER_KERNELS = Set.of("Conv", "MatMul", "Gemm");

    private static final Recipe COARSE_DYNAMIC =
            Recipe.of("dynamic-int8-tensor", new Step.DynamicInt8(Granularity.PER_TENSOR));

    private static final Recipe COARSE_STATIC =
            of("static-int8-tensor", QdqSettings.STANDARD.withGranularity(Granularity.PER_TENSOR));

    private static final Recipe CONVOLUTIONS =
            of("static-int8-conv", QdqSettings.STANDARD.withOperators(List.of("Conv")));

    private Candidates() {}

    private static Recipe of(String name, QdqSettings settings) {
        return Recipe.of(name, new Step.StaticInt8(settings, List.of()));
    }

    /// {@return the recipes whose operators the model has}
    ///
    /// @param hasSamples whether there are samples to find ranges on
    public static List<Recipe> of(ModelFacts facts, boolean hasSamples) {
        boolean convolves = has(facts, Set.of("Conv")) && hasSamples;
        var recipes = new ArrayList<Recipe>();
        recipes.add(Recipe.STORED_INT8);
        if (has(facts, DYNAMIC)) {
            recipes.add(Recipe.DYNAMIC_INT8);
        }
        if (convolves && has(facts, DYNAMIC)) {
            recipes.add(CONVOLUTIONS.then(Recipe.DYNAMIC_INT8));
        }
        if (hasSamples && has(facts, INTEGER_KERNELS)) {
            recipes.add(Recipe.STATIC_INT8);
        }
        if (has(facts, PRODUCTS)) {
            recipes.add(Recipe.INT8_WEIGHTS);
        }
        if (has(facts, DYNAMIC)) {
            recipes.add(COARSE_DYNAMIC);
        }
        if (convolves) {
            recipes.add(COARSE_STATIC);
        }
        if (has(facts, PRODUCTS)) {
            recipes.add(Recipe.INT4_WEIGHTS);
        }
        recipes.add(Recipe.STORED_FP16);
        return recipes.stream().map(Candidates::storingTheRest).toList();
    }

    private static Recipe storingTheRest(Recipe recipe) {
        return recipe.equals(Recipe.STORED_INT8) || recipe.equals(Recipe.STORED_FP16)
                ? recipe
                : recipe.then(Recipe.STORED_INT8);
    }

    private static boolean has(ModelFacts facts, Set<String> operators) {
        return operators.stream().anyMatch(facts.operators()::containsKey);
    }
}
