package io.casemate.engine.quantize;

import io.casemate.engine.problem.Problem;
import io.casemate.engine.problem.ProblemCode;

/// Why a variant is not published.
enum MeasureProblem implements ProblemCode {
    DOES_NOT_LOAD("QUANT-101"),
    DOES_NOT_RUN("QUANT-102"),
    NOT_COMPARABLE("QUANT-103"),
    WORTHLESS("QUANT-104"),
    PARENT_MISSING("QUANT-105"),
    NOT_SMALLER("QUANT-106"),
    UNPROVEN("QUANT-107");

    private final String id;

    MeasureProblem(String id) {
        this.id = id;
    }

    Problem because(String what, String why, String remedy) {
        return new Problem(this, what, why, remedy);
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public Kind kind() {
        return Kind.REQUEST;
    }
}
