package io.casemate.engine.samples;

import io.casemate.engine.problem.ProblemCode;

/// Why the values inside a model were not watched on samples.
public enum SamplesProblem implements ProblemCode {
    NO_SAMPLES("SAMPLES-001"),
    SAMPLE_DOES_NOT_RUN("SAMPLES-002"),
    /// A value inside the model is NaN or infinite on a sample.
    VALUE_NOT_FINITE("SAMPLES-003");

    private final String id;

    SamplesProblem(String id) {
        this.id = id;
    }

    @Override
    public String id() {
        return id;
    }
}
