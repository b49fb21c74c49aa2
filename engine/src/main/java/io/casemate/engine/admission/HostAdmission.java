package io.casemate.engine.admission;

import io.casemate.engine.fleet.HostClass;
import io.casemate.engine.models.RevisionId;
import java.time.Instant;

/// One cell of the matrix host class × variant: what the gate last found there.
///
/// @param when when it was written down, UTC
/// @param operator who asked for it
public record HostAdmission(GateJudged judged, Instant when, String operator) {

    public RevisionId variant() {
        return judged.variant();
    }

    public HostClass hostClass() {
        return judged.hostClass();
    }

    /// {@return whether the variant may be deployed on hosts of that class}
    public boolean isGreen() {
        return judged.run().verdict().isPassed();
    }

    /// {@return the limits that are missed with what was measured, and on what; empty if green}
    public String reason() {
        return isGreen()
                ? ""
                : "%s; measured on %s"
                        .formatted(judged.run().verdict().reason(), hostClass().words());
    }
}
