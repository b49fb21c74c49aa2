package io.casemate.app;

import io.casemate.engine.problem.ProblemCode;

/// What may stop the program as a whole.
enum AppProblem implements ProblemCode {
    NO_DISPLAY("APP-020", Kind.ENVIRONMENT),
    NATIVE_LIBRARY("APP-021", Kind.ENVIRONMENT),
    TOUR_FAILED("APP-022", Kind.DEFECT),
    DATA_FOLDER("APP-023", Kind.ENVIRONMENT);

    private final String id;
    private final Kind kind;

    AppProblem(String id, Kind kind) {
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
