package io.casemate.engine.models;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import java.util.regex.Pattern;

/// The name of a model in the registry: lower-case letters, digits, dot, dash and underscore, at
/// most 64, starting with a letter or digit.
public record ModelName(@JsonValue String text) {
    private static final int MAX_LENGTH = 64;
    private static final Pattern FORM = Pattern.compile("[a-z0-9][a-z0-9._-]{0,63}");

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public ModelName {
        if (!isValid(text)) {
            throw new IllegalArgumentException("text is no model name: " + text);
        }
    }

    public static boolean isValid(String text) {
        return FORM.matcher(text).matches();
    }

    /// {@return the nearest valid name, for a file that brings none of its own}
    public static ModelName nearest(String text) {
        String plain = text.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9._-]+", "-");
        String trimmed = plain.replaceAll("^[^a-z0-9]+", "");
        String named = trimmed.isEmpty() ? "model" : trimmed;
        return new ModelName(named.substring(0, Math.min(named.length(), MAX_LENGTH)));
    }

    @Override
    public String toString() {
        return text;
    }
}
