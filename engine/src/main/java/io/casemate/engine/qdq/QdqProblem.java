package io.casemate.engine.qdq;

import io.casemate.engine.problem.Problem;
import io.casemate.engine.problem.ProblemCode;

/// Why a model was not quantized statically.
enum QdqProblem implements ProblemCode {
    NOTHING_TO_QUANTIZE("QDQ-001"),
    ALREADY_QUANTIZED("QDQ-002"),
    NO_SAMPLES("QDQ-003"),
    SAMPLE_DOES_NOT_RUN("QDQ-004");

    private final String id;

    QdqProblem(String id) {
        this.id = id;
    }

    Problem because(String why, String remedy) {
        return because("The model was not quantized to static INT8.", why, remedy);
    }

    @Override
    public String id() {
        return id;
    }
}
