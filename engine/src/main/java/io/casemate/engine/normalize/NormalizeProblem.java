package io.casemate.engine.normalize;

import io.casemate.engine.problem.Problem;
import io.casemate.engine.problem.ProblemCode;

/// Why a model was not brought into the form that quantization needs.
enum NormalizeProblem implements ProblemCode {
    /// Below the oldest opset that is lifted.
    OPSET_TOO_OLD("NORM-001"),
    /// The new form computes something else, or does not load or run.
    NOT_THE_SAME("NORM-002"),
    /// The model itself does not run on the samples.
    DOES_NOT_RUN("NORM-003");

    private final String id;

    NormalizeProblem(String id) {
        this.id = id;
    }

    Problem because(String why, String remedy) {
        return because("The model was not prepared for quantization.", why, remedy);
    }

    @Override
    public String id() {
        return id;
    }
}
