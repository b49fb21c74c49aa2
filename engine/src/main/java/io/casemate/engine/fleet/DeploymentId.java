package io.casemate.engine.fleet;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.regex.Pattern;

/// The name under which a model is served; it is part of the endpoint's address. Lower-case
/// letters, digits, dot, dash and underscore, at most 64, starting with a letter or digit.
public record DeploymentId(@JsonValue String text) {
    private static final Pattern FORM = Pattern.compile("[a-z0-9][a-z0-9._-]{0,63}");

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public DeploymentId {
        if (!isValid(text)) {
            throw new IllegalArgumentException("text is no deployment name: " + text);
        }
    }

    public static boolean isValid(String text) {
        return FORM.matcher(text).matches();
    }

    @Override
    public String toString() {
        return text;
    }
}
