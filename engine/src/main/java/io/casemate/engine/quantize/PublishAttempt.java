package io.casemate.engine.quantize;

import io.casemate.engine.models.ModelName;
import io.casemate.engine.quantize.search.SearchId;
import java.util.Optional;

/// Takes a candidate of a search on record into the registry, without searching again.
///
/// @param choice the candidate's number, from 1 in the order of trying; the name of its recipe; or
///   `best`
/// @param name of the model that the variant belongs to; empty: that of the search's plan
public record PublishAttempt(SearchId search, String choice, Optional<ModelName> name) {
    /// What the goal of the search chooses.
    public static final String BEST = "best";
}
