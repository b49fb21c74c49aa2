package io.casemate.engine.bom;

import io.casemate.engine.problem.ProblemCode;

/// Why a bill of materials was not written.
enum BomProblem implements ProblemCode {
    /// The file could not be written.
    NOT_WRITTEN("BOM-001"),
    /// The files of the revision could not be read, or are not what was let in.
    UNREADABLE("BOM-002");

    private final String id;

    BomProblem(String id) {
        this.id = id;
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public Kind kind() {
        return Kind.ENVIRONMENT;
    }
}
