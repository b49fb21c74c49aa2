package io.casemate.engine.tuning;

import java.time.Instant;

/// A profile as the ledger has it.
///
/// @param source where it comes from
public record RecordedProfile(Instant time, String actor, Source source, TuningProfile profile) {

    /// Where a profile comes from.
    public enum Source {
        /// Measured on this host.
        MEASURED,
        /// Read from a file.
        IMPORTED
    }
}
