package io.casemate.engine.quantize;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.casemate.engine.problem.Outcome;
import io.casemate.engine.problem.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class RecipeFileTest {
    @TempDir Path folder;

    private Outcome<Recipe> read(String text) throws IOException {
        return RecipeFile.read(Files.writeString(folder.resolve("recipe.json"), text));
    }

    static List<Recipe> standard() {
        return Recipe.standard();
    }

    @ParameterizedTest
    @MethodSource("standard")
    void readsWhatItWrote(Recipe recipe) throws IOException {
        assertEquals(Outcome.done(recipe), read(RecipeFile.textOf(recipe)));
    }

    @Test
    void equalRecipesAreEqualTexts() throws IOException {
        var recipe = Recipe.of("mine", new Step.DynamicInt8(List.of("head")));
        String spread =
                """
                { "steps": [ { "method": "dynamic-int8", "keep": [ "head" ] } ], "name": "mine" }
                """;

        assertEquals(
                "{\"name\":\"mine\",\"steps\":[{\"keep\":[\"head\"],\"method\":\"dynamic-int8\"}]}",
                RecipeFile.textOf(recipe));
        assertEquals(Outcome.done(recipe), read(spread));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{",
                "{\"name\":\"mine\"}",
                "{\"name\":\"mine\",\"steps\":[]}",
                "{\"name\":\"mine\",\"steps\":[{\"method\":\"magic\",\"keep\":[]}]}",
                "{\"name\":\"mine\",\"steps\":[{\"method\":\"dynamic-int8\"}]}",
                "{\"name\":\"mine\",\"steps\":[{\"method\":\"dynamic-int8\",\"keep\":[],\"x\":1}]}",
                "{\"name\":\"mine\",\"name\":\"b\",\"steps\":[]}",
                "{\"name\":\"../mine\",\"steps\":[{\"method\":\"dynamic-int8\",\"keep\":[]}]}",
                "{\"name\":\"int4-weights\",\"steps\":[{\"method\":\"dynamic-int8\",\"keep\":[]}]}"
            })
    void refusesWhatIsNoRecipe(String text) throws IOException {
        Outcome<Recipe> outcome = read(text);

        Problem problem = ((Outcome.Refused<Recipe>) outcome).problem();
        assertEquals("QUANT-209", problem.code().id());
        assertTrue(problem.why().length() > 10, problem.why());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    {'method':'magic'} | 'steps[0]' has the method 'magic'; there are: awq-scales, block-tables,
                    {'method':'dynamic-int8','keep':[],'x':1} | 'steps[0]' has a field 'x', and it may have: granularity, keep.
                    {'method':'dynamic-int8'} | The field 'steps[0]' does not fit: it needs each of keep.
                    {'method':'stored-weights','type':'int3'} | The field 'steps[0].type' is 'int3'; it may be int8 or
                    {'method':'stored-weights','leastElements':'x'} | 'steps[0].leastElements' is 'x'; it may be a whole number.
                    """,
            quoteCharacter = '`')
    void saysWhereWhichFieldAndWhatItMayBe(String step, String words) throws IOException {
        Outcome<Recipe> outcome =
                read("{\"name\":\"mine\",\"steps\":[" + step.replace("'", "\"") + "]}");

        String why = ((Outcome.Refused<Recipe>) outcome).problem().why();
        assertTrue(why.contains(words), why);
    }

    @Test
    void refusesAFileThatIsNotThere() {
        Outcome<Recipe> outcome = RecipeFile.read(folder.resolve("none.json"));

        assertEquals("QUANT-209", ((Outcome.Refused<Recipe>) outcome).problem().code().id());
    }
}
