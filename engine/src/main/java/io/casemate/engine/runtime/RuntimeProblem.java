package io.casemate.engine.runtime;

import io.casemate.engine.problem.ProblemCode;

/// Why the runtime does not load or answer. The gateway picks its status by the kind.
public enum RuntimeProblem implements ProblemCode {
    /// Nothing is offered under that name.
    UNKNOWN_MODEL("RUNTIME-001", Kind.REQUEST),
    /// ONNX Runtime turned the model file down.
    NOT_LOADED("RUNTIME-002", Kind.REQUEST),
    /// As many requests wait as may wait.
    QUEUE_FULL("RUNTIME-003", Kind.CAPACITY),
    /// No answer within the deadline.
    TOO_LATE("RUNTIME-004", Kind.CAPACITY),
    /// Names, datatypes, shapes or data of a request do not fit the model.
    DOES_NOT_FIT("RUNTIME-005", Kind.REQUEST),
    /// ONNX Runtime could not run the model on these values.
    RUN_FAILED("RUNTIME-006", Kind.REQUEST),
    /// The model loaded, but did not run on seeded inputs.
    NOT_WARMED("RUNTIME-007", Kind.REQUEST),
    /// An input or output is of a kind that requests cannot carry.
    UNSUPPORTED_PORT("RUNTIME-008", Kind.REQUEST),
    /// ONNX Runtime's native library is missing or broken.
    NO_LIBRARY("RUNTIME-009", Kind.ENVIRONMENT),
    /// The runtime is closing.
    CLOSING("RUNTIME-010", Kind.CAPACITY);

    private final String id;
    private final Kind kind;

    RuntimeProblem(String id, Kind kind) {
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
