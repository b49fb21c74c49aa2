package io.casemate.engine.quantize;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.casemate.engine.json.CanonicalJson;
import io.casemate.engine.json.Json;
import io.casemate.engine.problem.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;

/// A recipe as a file: canonical JSON (RFC 8785), so that equal recipes are equal files. Unknown,
/// missing and repeated fields are refused.
public final class RecipeFile {
    private static final long LARGEST = 1L << 20;
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9._+-]{0,63}");

    private RecipeFile() {}

    /// {@return the text of the file, without an end of line}
    public static String textOf(Recipe recipe) {
        return CanonicalJson.textOf(Json.treeOf(recipe));
    }

    /// {@return the recipe in `file`}; refused with `QUANT-209` when it is none
    public static Outcome<Recipe> read(Path file) {
        try {
            long size = Files.size(file);
            if (size > LARGEST) {
                return bad(
                        file,
                        "It has %d bytes, and a recipe has at most %d.".formatted(size, LARGEST));
            }
            return parse(file, new String(Files.readAllBytes(file), UTF_8));
        } catch (IOException e) {
            return bad(file, "It could not be read: %s.".formatted(e));
        }
    }

    private static Outcome<Recipe> parse(Path file, String text) {
        Recipe recipe;
        try {
            recipe = Json.mapper().readValue(text, Recipe.class);
        } catch (JacksonException e) {
            return bad(file, RecipeFault.words(e));
        }
        if (!NAME.matcher(recipe.name()).matches()) {
            return bad(
                    file,
                    ("Its name '%s' is not allowed: 1 to 64 lower-case letters, digits, '.', '_', '+' and"
                                    + " '-', with a letter or digit first.")
                            .formatted(recipe.name()));
        }
        Optional<Recipe> standard = Recipe.find(recipe.name());
        return standard.isPresent() && !standard.get().equals(recipe)
                ? bad(
                        file,
                        "It is called '%s' as a standard recipe is, and takes other steps."
                                .formatted(recipe.name()))
                : Outcome.done(recipe);
    }

    private static Outcome<Recipe> bad(Path file, String why) {
        return Outcome.refused(
                MeasureProblem.BAD_RECIPE.because(
                        "The recipe file '%s' was not used.".formatted(file),
                        why,
                        "Start from 'casemate recipe show %s', which prints a recipe file."
                                .formatted(Recipe.DYNAMIC_INT8.name())));
    }
}
