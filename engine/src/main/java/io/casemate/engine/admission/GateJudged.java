package io.casemate.engine.admission;

import io.casemate.engine.fleet.HostClass;
import io.casemate.engine.fleet.HostId;
import io.casemate.engine.models.RevisionId;
import io.casemate.engine.quantize.GateRun;
import io.casemate.engine.units.Digest;
import java.util.Optional;

/// Event: a gate was run for `variant` on `host`; holds for the whole class of it, until the next.
///
/// @param golden digest of the golden set that it was measured on; empty: seeded inputs
public record GateJudged(
        RevisionId variant,
        HostClass hostClass,
        HostId host,
        Occasion occasion,
        Optional<Digest> golden,
        GateRun run) {

    /// Why it was run.
    public enum Occasion {
        /// The variant was made on that host, and what was measured then counts.
        MADE,
        /// Somebody asked for it, or wanted to deploy the variant there.
        ASKED
    }
}
