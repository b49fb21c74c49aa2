package io.casemate.engine.bom;

import io.casemate.engine.problem.Problem;
import io.casemate.engine.problem.ProblemCode;

/// Why a bill of materials was not written.
enum BomProblem implements ProblemCode {
    /// The file could not be written.
    NOT_WRITTEN;

    @Override
    public String id() {
        return "BOM-001";
    }

    @Override
    public Kind kind() {
        return Kind.ENVIRONMENT;
    }

    Problem because(String what, String why, String remedy) {
        return new Problem(this, what, why, remedy);
    }
}
