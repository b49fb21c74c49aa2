package io.casemate.engine.airlock;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.UUID;
import java.util.regex.Pattern;

/// Identifies one way through the airlock, in the ledger and in quarantine.
///
/// @param text 12 lower-case hexadecimal digits
public record ImportId(@JsonValue String text) {
    private static final Pattern FORM = Pattern.compile("[0-9a-f]{12}");
    private static final int DIGITS = 12;

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public ImportId {
        if (!isValid(text)) {
            throw new IllegalArgumentException("text is not 12 hexadecimal digits: " + text);
        }
    }

    static ImportId next() {
        String random = UUID.randomUUID().toString().replace("-", "");
        return new ImportId(random.substring(0, DIGITS));
    }

    public static boolean isValid(String text) {
        return FORM.matcher(text).matches();
    }

    @Override
    public String toString() {
        return text;
    }
}
