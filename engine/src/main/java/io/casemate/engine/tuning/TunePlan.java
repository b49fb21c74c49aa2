package io.casemate.engine.tuning;

import io.casemate.engine.models.RevisionId;
import java.time.Duration;
import java.util.Optional;

/// What a tuning run is to find.
///
/// @param budget after which no further setting is tried
/// @param demand empty: whatever provider is best
public record TunePlan(
        RevisionId revision, TuningGoal goal, Duration budget, Optional<Demand> demand) {
    public static final Duration STANDARD_BUDGET = Duration.ofSeconds(60);
    static final Duration LEAST_BUDGET = Duration.ofSeconds(5);
}
