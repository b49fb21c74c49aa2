package io.casemate.engine.foreign;

import io.casemate.engine.problem.ProblemCode;

/// Why a header is not believed. Part of the airlock's numbering: stage 1.
enum ForeignProblem implements ProblemCode {
    LYING_HEADER("AL-107");

    private final String id;

    ForeignProblem(String id) {
        this.id = id;
    }

    @Override
    public String id() {
        return id;
    }
}
