package io.casemate.engine.gateway;

import io.casemate.engine.problem.ProblemCode;

/// Why requests are not kept.
enum CaptureProblem implements ProblemCode {
    NOT_SERVED("CAPTURE-101"),
    RUNS_ALREADY("CAPTURE-102"),
    NO_ARRAY_FORM("CAPTURE-103");

    private final String id;

    CaptureProblem(String id) {
        this.id = id;
    }

    @Override
    public String id() {
        return id;
    }
}
