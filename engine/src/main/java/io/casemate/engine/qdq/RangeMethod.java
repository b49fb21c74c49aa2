package io.casemate.engine.qdq;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/// How the range of an activation is found from samples.
public enum RangeMethod {
    /// The smallest and the largest value.
    MIN_MAX,
    /// The average of the smallest and the largest value of each sample, later ones counting 1 %.
    MOVING_AVERAGE,
    /// The range whose 128 levels tell most of the distribution (Kullback-Leibler divergence).
    ENTROPY,
    /// All but the outermost 0.01 % of the values.
    PERCENTILE,
    /// The range with the least squared error of rounding and cutting off.
    SQUARED_ERROR;

    /// {@return its name in recipes}
    @JsonValue
    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
