package io.casemate.engine.models;

import io.casemate.engine.problem.ProblemCode;

/// What the registry says no to.
enum ModelsProblem implements ProblemCode {
    /// No revision goes by that reference.
    UNKNOWN("MODELS-001", Kind.REQUEST),
    /// Several revisions go by that reference.
    AMBIGUOUS("MODELS-002", Kind.REQUEST),
    /// The store could not be read or written.
    STORE("MODELS-003", Kind.ENVIRONMENT),
    /// The folder to be admitted holds something that is no plain file, or no model.
    CONTENT("MODELS-004", Kind.REQUEST),
    /// The golden set that was asked for does not exist.
    NO_GOLDEN("MODELS-005", Kind.REQUEST),
    /// The policy has no step from the one stage to the other.
    STEP("MODELS-006", Kind.REQUEST),
    /// Evidence that the policy asks for is missing.
    EVIDENCE("MODELS-007", Kind.REQUEST),
    /// The revision is deployed.
    DEPLOYED("MODELS-008", Kind.REQUEST),
    /// The text is not on the SPDX licence list.
    LICENCE("MODELS-009", Kind.REQUEST),
    /// A text is longer than allowed.
    TEXT("MODELS-010", Kind.REQUEST);

    private final String id;
    private final Kind kind;

    ModelsProblem(String id, Kind kind) {
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
