package io.casemate.engine.quantize.search;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.UUID;
import java.util.regex.Pattern;

/// Identifies one search among those on record: eight hexadecimal digits.
public record SearchId(@JsonValue String text) {
    private static final int LENGTH = 8;
    private static final Pattern FORM = Pattern.compile("[0-9a-f]{8}");

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public SearchId {
        if (!isValid(text)) {
            throw new IllegalArgumentException("text is no id of a search: " + text);
        }
    }

    public static SearchId fresh() {
        return new SearchId(UUID.randomUUID().toString().substring(0, LENGTH));
    }

    public static boolean isValid(String text) {
        return FORM.matcher(text).matches();
    }

    @Override
    public String toString() {
        return text;
    }
}
