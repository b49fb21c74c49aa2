package io.casemate.app.control;

import io.casemate.engine.problem.ProblemCode;

/// What may stop a process from owning or reaching a data folder.
enum ControlProblem implements ProblemCode {
    OWNED("APP-001", Kind.ENVIRONMENT),
    NO_OWNER("APP-002", Kind.ENVIRONMENT),
    UNUSABLE_FOLDER("APP-003", Kind.ENVIRONMENT),
    LOST("APP-004", Kind.ENVIRONMENT),
    UNKNOWN_VERB("APP-005", Kind.REQUEST),
    BAD_ARGUMENT("APP-006", Kind.REQUEST),
    DEFECT("APP-007", Kind.DEFECT);

    private final String id;
    private final Kind kind;

    ControlProblem(String id, Kind kind) {
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
