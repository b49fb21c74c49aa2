package io.casemate.engine.structure;

import io.casemate.engine.problem.ProblemCode;

/// Why the structure of a model cannot be shown.
enum StructureProblem implements ProblemCode {
    /// The bytes of the revision are not in the store.
    MISSING("STRUCTURE-001", Kind.ENVIRONMENT),
    /// The model file or its data cannot be read.
    UNREADABLE("STRUCTURE-002", Kind.ENVIRONMENT);

    private final String id;
    private final Kind kind;

    StructureProblem(String id, Kind kind) {
        this.id = id;
        this.kind = kind;
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public Kind kind() {
        return kind;
    }
}
