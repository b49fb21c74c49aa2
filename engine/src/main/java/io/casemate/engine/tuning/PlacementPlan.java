package io.casemate.engine.tuning;

import io.casemate.engine.models.RevisionId;
import java.util.Optional;

/// What a placement proof is about.
///
/// @param demand empty: the profile that counts, else standard settings
public record PlacementPlan(RevisionId revision, Optional<Demand> demand) {}
