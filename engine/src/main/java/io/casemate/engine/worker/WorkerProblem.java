package io.casemate.engine.worker;

import io.casemate.engine.problem.ProblemCode;

/// How a worker may fail its job.
public enum WorkerProblem implements ProblemCode {
    NOT_STARTED("WORKER-001", Kind.ENVIRONMENT),
    /// Ended by a signal: native code crashed.
    CRASHED("WORKER-002", Kind.REQUEST),
    ENDED_EARLY("WORKER-003", Kind.REQUEST),
    TOO_SLOW("WORKER-004", Kind.REQUEST),
    TOO_BIG("WORKER-005", Kind.CAPACITY),
    BAD_ANSWER("WORKER-006", Kind.DEFECT),
    DEFECT("WORKER-007", Kind.DEFECT);

    private final String id;
    private final Kind kind;

    WorkerProblem(String id, Kind kind) {
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
