package io.casemate.engine.fleet;

import io.casemate.engine.problem.ProblemCode;

/// What can stand between an order and a model that answers.
enum FleetProblem implements ProblemCode {
    /// The content of the model is not what was ordered.
    CONTENT_DIFFERS("FLEET-001", Kind.ENVIRONMENT),
    /// The model file cannot be read on the host.
    FILE_UNREADABLE("FLEET-002", Kind.ENVIRONMENT),
    /// Console and agent speak different versions of the protocol.
    PROTOCOL_DIFFERS("FLEET-003", Kind.ENVIRONMENT),
    /// The agent does not come up.
    AGENT_DOES_NOT_START("FLEET-004", Kind.ENVIRONMENT),
    /// Loading this model ended the agent, several times over.
    CRASHES_THE_AGENT("FLEET-005", Kind.ENVIRONMENT),
    /// The fleet has not been started or is being closed.
    NOT_RUNNING("FLEET-006", Kind.REQUEST),
    /// Another order for the same deployment is being carried out.
    BUSY("FLEET-007", Kind.REQUEST),
    /// The order was withdrawn before it was carried out.
    WITHDRAWN("FLEET-008", Kind.REQUEST),
    /// No such placement.
    UNKNOWN("FLEET-009", Kind.REQUEST),
    /// A line between console and agent could not be read.
    UNREADABLE_LINE("FLEET-010", Kind.DEFECT),
    /// The agent failed in a way that it did not expect.
    AGENT_FAILED("FLEET-011", Kind.DEFECT),
    /// There is no agent to capture requests, or it does not answer.
    NO_AGENT_FOR_CAPTURE("FLEET-021", Kind.ENVIRONMENT),
    /// No capture runs for this deployment.
    NO_CAPTURE("FLEET-022", Kind.REQUEST);

    private final String id;
    private final Kind kind;

    FleetProblem(String id, Kind kind) {
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
