package io.casemate.engine.telemetry;

import io.casemate.engine.problem.ProblemCode;

/// What can be wrong with measurements.
enum TelemetryProblem implements ProblemCode {
    /// A second that came over a pipe or socket could not be read.
    UNREADABLE_SECOND("TELEMETRY-001", Kind.DEFECT);

    private final String id;
    private final Kind kind;

    TelemetryProblem(String id, Kind kind) {
        this.id = id;
        this.kind = kind;
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public Kind kind() {
        return kind;
    }
}
