package io.casemate.engine.tuning;

import io.casemate.engine.problem.ProblemCode;

/// Why nothing is tuned, or a profile not used.
enum TuneProblem implements ProblemCode {
    /// The revision or its file is not here.
    REVISION_GONE("TUNE-001", Kind.REQUEST),
    /// The revision is no longer offered.
    RETIRED("TUNE-002", Kind.REQUEST),
    /// Not one setting can be measured in the time given.
    BUDGET_SHORT("TUNE-003", Kind.REQUEST),
    /// The model runs on no inputs that are at hand.
    NO_INPUTS("TUNE-004", Kind.REQUEST),
    /// The profile was measured on another class of hosts.
    OTHER_HOST("TUNE-005", Kind.REQUEST),
    /// The profile belongs to another revision.
    OTHER_REVISION("TUNE-006", Kind.REQUEST),
    /// The file is no profile.
    BAD_FILE("TUNE-007", Kind.REQUEST),
    /// ONNX Runtime here does not have the provider that is demanded.
    NO_PROVIDER("TUNE-008", Kind.CAPACITY),
    /// Nodes run elsewhere than on the provider that is demanded.
    FALLBACK("TUNE-009", Kind.REQUEST),
    /// Another tuning run measures; both would disturb each other.
    BUSY("TUNE-010", Kind.CAPACITY),
    /// Nothing was tuned for this revision on this class of hosts.
    NO_PROFILE("TUNE-011", Kind.REQUEST),
    /// The file was not written.
    NOT_WRITTEN("TUNE-012", Kind.ENVIRONMENT);

    private final String id;
    private final Kind kind;

    TuneProblem(String id, Kind kind) {
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
