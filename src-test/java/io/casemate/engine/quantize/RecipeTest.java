package io.casemate.engine.quantize;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.casemate.engine.json.Json;
import io.casemate.engine.qdq.Granularity;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RecipeTest {

    @ParameterizedTest
    @MethodSource("io.casemate.engine.quantize.Recipe#standard")
    void survivesItsJsonForm(Recipe recipe) {
        Recipe read = Json.read(Json.treeOf(recipe), Recipe.class);

        assertEquals(recipe, read);
    }

    @Test
    void survivesItsJsonFormWithEverySetting() {
        Recipe recipe =
                Recipe.of(
                        "mine",
                        new Step.BlockWeights(
                                8, 64, true, Step.RangeSearch.KQUANT, 1, List.of("head")),
                        new Step.BlockTables(4, 16, Step.RangeSearch.HQQ, List.of("tokens")),
                        new Step.DynamicInt8(Granularity.PER_TENSOR),
                        new Step.StoredWeights(Step.StoredType.BF16, List.of("first"), 7));

        assertEquals(recipe, Json.read(Json.treeOf(recipe), Recipe.class));
    }

    @Test
    void readsDynamicInt8WithoutItsGranularity() {
        String text = "{\"name\":\"old\",\"steps\":[{\"method\":\"dynamic-int8\",\"keep\":[]}]}";

        assertEquals(
                Recipe.of("old", new Step.DynamicInt8(List.of())),
                Json.mapper().readValue(text, Recipe.class));
    }
}
