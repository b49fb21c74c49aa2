package io.casemate.engine.quantize.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.casemate.engine.models.ModelFacts;
import io.casemate.engine.quantize.Recipe;
import io.casemate.engine.quantize.Step;
import java.util.HashSet;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class CandidatesTest {

    private static List<String> names(boolean hasSamples, String... operators) {
        return Candidates.of(facts(operators), hasSamples).stream().map(Recipe::name).toList();
    }

    private static ModelFacts facts(String... operators) {
        var counts = new TreeMap<String, Long>();
        List.of(operators).forEach(operator -> counts.put(operator, 1L));
        return new ModelFacts(
                8, new TreeMap<>(), "", operators.length, 1, counts, List.of(), List.of());
    }

    @Test
    void triesStaticInt8OnConvolutions() {
        assertEquals(
                List.of(
                        "stored-int8",
                        "static-int8+stored-int8",
                        "static-int8-tensor+stored-int8",
                        "stored-fp16"),
                names(true, "Conv", "Relu"));
    }

    @Test
    void triesDynamicInt8OnRecurrentLayers() {
        assertEquals(
                List.of(
                        "stored-int8",
                        "dynamic-int8+stored-int8",
                        "dynamic-int8-tensor+stored-int8",
                        "stored-fp16"),
                names(true, "LSTM"));
    }

    @Test
    void mixesBothWhereAModelHasBoth() {
        List<String> names = names(true, "Conv", "LSTM", "Gemm");

        assertTrue(
                names.subList(0, 5).contains("static-int8-conv+dynamic-int8+stored-int8"),
                names.toString());
    }

    @Test
    void needsSamplesForStaticInt8() {
        for (Recipe recipe : Candidates.of(facts("Conv", "MatMul"), false)) {
            assertFalse(
                    recipe.steps().stream().anyMatch(Step.StaticInt8.class::isInstance),
                    recipe.name());
        }
    }

    @Test
    void triesNothingTwice() {
        List<Recipe> all = Candidates.of(facts("Conv", "MatMul", "LSTM"), true);

        assertEquals(all.size(), new HashSet<>(all).size());
        assertEquals(all.size(), all.stream().map(Recipe::name).distinct().count());
    }

    @Test
    void onlyStoresWhatHasNoKernels() {
        assertEquals(List.of("stored-int8", "stored-fp16"), names(true, "GRU"));
    }
}
