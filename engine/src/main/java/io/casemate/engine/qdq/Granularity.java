package io.casemate.engine.qdq;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/// How many weights share a scale.
public enum Granularity {
    /// All of one tensor.
    PER_TENSOR,
    /// Those that make one output.
    PER_CHANNEL;

    /// {@return its name in recipes}
    @JsonValue
    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
