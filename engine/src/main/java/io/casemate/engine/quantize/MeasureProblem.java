package io.casemate.engine.quantize;

import io.casemate.engine.problem.ProblemCode;

/// Why a variant is not made or not published.
enum MeasureProblem implements ProblemCode {
    DOES_NOT_LOAD("QUANT-201"),
    DOES_NOT_RUN("QUANT-202"),
    NOT_COMPARABLE("QUANT-203"),
    WORTHLESS("QUANT-204"),
    PARENT_MISSING("QUANT-205"),
    NOT_SMALLER("QUANT-206"),
    UNPROVEN("QUANT-207"),
    LEFT_AS_IT_IS("QUANT-208"),
    BAD_RECIPE("QUANT-209"),
    /// No inputs can be made up for the model.
    NOT_SYNTHETIC("QUANT-231"),
    /// Inputs that are made up choose among no candidates.
    SYNTHETIC_SEARCH("QUANT-232");

    private final String id;

    MeasureProblem(String id) {
        this.id = id;
    }

    @Override
    public String id() {
        return id;
    }
}
