package io.casemate.engine.quantize.search;

import io.casemate.engine.models.ModelName;
import io.casemate.engine.models.RevisionId;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/// What to search for.
///
/// @param budget time after which nothing new is tried
/// @param publishes whether the best one is taken into the registry
/// @param calibration folder of samples on which ranges are found; empty: the parent's golden set
/// @param name of the model that the variant belongs to; empty: the parent's
public record SearchPlan(
        RevisionId parent,
        Goal goal,
        Gate gate,
        Duration budget,
        boolean publishes,
        Optional<Path> calibration,
        Optional<ModelName> name) {

    /// How long the recipe `auto` looks.
    public static final Duration STANDARD_BUDGET = Duration.ofMinutes(5);

    public SearchPlan {
        if (!budget.isPositive()) {
            throw new IllegalArgumentException("budget is not positive: " + budget);
        }
    }
}
