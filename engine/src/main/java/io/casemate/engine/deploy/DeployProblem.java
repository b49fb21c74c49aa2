package io.casemate.engine.deploy;

import io.casemate.engine.problem.ProblemCode;

/// Why a deployment is not changed.
enum DeployProblem implements ProblemCode {
    /// The text cannot be a deployment's name.
    NAME_INVALID("DEPLOY-001", Kind.REQUEST),
    /// The registry has no such revision.
    REVISION_UNKNOWN("DEPLOY-002", Kind.REQUEST),
    /// The revision has not been tried in a worker.
    NOT_VERIFIED("DEPLOY-003", Kind.REQUEST),
    /// The revision is no longer offered.
    RETIRED("DEPLOY-004", Kind.REQUEST),
    /// The store has lost the model file.
    FILE_MISSING("DEPLOY-005", Kind.ENVIRONMENT),
    /// More sessions than the host has cores.
    TOO_MANY_REPLICAS("DEPLOY-006", Kind.CAPACITY),
    /// No deployment of that name.
    UNKNOWN("DEPLOY-007", Kind.REQUEST),
    /// Another command for it is being carried out.
    BUSY("DEPLOY-008", Kind.REQUEST),
    /// The policy asks for an approval, and the revision has none.
    NOT_APPROVED("DEPLOY-009", Kind.REQUEST);

    private final String id;
    private final Kind kind;

    DeployProblem(String id, Kind kind) {
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
