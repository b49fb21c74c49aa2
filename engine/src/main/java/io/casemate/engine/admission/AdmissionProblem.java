package io.casemate.engine.admission;

import io.casemate.engine.problem.ProblemCode;

/// Why a variant is not judged, or not let in.
enum AdmissionProblem implements ProblemCode {
    /// The registry has no such revision.
    UNKNOWN("ADMIT-001", Kind.REQUEST),
    /// An original has no parent to be measured beside.
    ORIGINAL("ADMIT-002", Kind.REQUEST),
    /// The store has lost a file that is needed.
    FILE_MISSING("ADMIT-003", Kind.ENVIRONMENT),
    /// The gate is not passed on this class of hosts.
    NOT_PASSED("ADMIT-004", Kind.REQUEST);

    private final String id;
    private final Kind kind;

    AdmissionProblem(String id, Kind kind) {
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
