package io.casemate.engine.capture;

import io.casemate.engine.fleet.DeploymentId;
import io.casemate.engine.problem.Outcome;
import io.casemate.engine.problem.ProblemCode;

/// Why requests are not captured, or what was kept is not deleted.
enum CaptureProblem implements ProblemCode {
    /// Nobody is named who agreed.
    NO_CONSENT("CAPTURE-001", Kind.REQUEST),
    /// Nothing serves under that name.
    NOT_SERVING("CAPTURE-002", Kind.REQUEST),
    /// One runs already.
    RUNNING("CAPTURE-003", Kind.REQUEST),
    /// No such capture.
    UNKNOWN("CAPTURE-004", Kind.REQUEST),
    /// The folder holds something, or cannot be written.
    FOLDER("CAPTURE-005", Kind.ENVIRONMENT);

    private final String id;
    private final Kind kind;

    CaptureProblem(String id, Kind kind) {
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

    <T> Outcome<T> refuse(DeploymentId deployment, String why, String remedy) {
        return Outcome.refused(
                because(
                        "Requests to '%s' are not captured.".formatted(deployment), why, remedy));
    }
}
