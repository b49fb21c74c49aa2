package io.casemate.engine.onnx;

import io.casemate.engine.problem.ProblemCode;

/// What may be wrong with the bytes of a model file.
public enum OnnxProblem implements ProblemCode {
    /// A field does not end where it says, or is not what `onnx.proto` says it is.
    BROKEN("ONNX-001"),
    TOO_DEEP("ONNX-002"),
    /// More nodes, initializers, inputs, outputs or metadata than a limit allows.
    TOO_MANY("ONNX-003"),
    /// A name, a text or an unknown field longer than a limit allows.
    TOO_LONG("ONNX-004"),
    NO_GRAPH("ONNX-005"),
    NO_OPSET("ONNX-006"),
    /// An element type or attribute type that `onnx.proto` does not have.
    UNKNOWN_TYPE("ONNX-007"),
    /// Data outside the file that could not be read.
    DATA_MISSING("ONNX-008");

    private final String id;

    OnnxProblem(String id) {
        this.id = id;
    }

    @Override
    public String id() {
        return id;
    }
}
