package io.casemate.engine.golden;

import io.casemate.engine.problem.ProblemCode;

/// Why a folder is no golden set for a model.
public enum GoldenProblem implements ProblemCode {
    /// Neither form of golden set is in the folder, or a file for an input is missing.
    MISSING("GOLDEN-001"),
    /// A file is no `.npy` file of a form that is read here.
    UNREADABLE("GOLDEN-002"),
    /// The element type is not the one that the model takes.
    WRONG_TYPE("GOLDEN-003"),
    /// The shape does not fit the model's input, or the files disagree on the number of samples.
    WRONG_SHAPE("GOLDEN-004"),
    /// A sample holds NaN or infinity where real numbers are needed.
    NOT_FINITE("GOLDEN-005"),
    /// `metric.json` defines no metric that is known.
    BAD_METRIC("GOLDEN-006"),
    /// The metric cannot be computed on a sample.
    NOT_MEASURED("GOLDEN-007");

    private final String id;

    GoldenProblem(String id) {
        this.id = id;
    }

    @Override
    public String id() {
        return id;
    }
}
