package io.casemate.engine.quantize.search;

import io.casemate.engine.models.Revision;
import java.util.Optional;

/// What a search found.
///
/// @param id under which it is on record
/// @param best what the goal chose; empty: leave the model as it is
/// @param published the revision that was made of it; empty if that was not asked
public record SearchResult(
        SearchId id,
        SearchState state,
        Optional<Attempt.Measured> best,
        Optional<Revision> published) {}
