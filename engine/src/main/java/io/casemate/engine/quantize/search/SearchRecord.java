package io.casemate.engine.quantize.search;

import java.time.Instant;

/// A search as it is on record: what it was to look for, and what it has found.
///
/// @param state without a current candidate
public record SearchRecord(
        SearchId id, SearchPlan plan, Instant begun, Standing standing, SearchState state) {

    public enum Standing {
        /// It goes on in this process.
        RUNNING,
        /// The process that it ran in ended, or somebody cancelled it; it can go on.
        INTERRUPTED,
        ENDED
    }
}
