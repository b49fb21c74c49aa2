package io.casemate.engine.quantize.rewrite;

import io.casemate.engine.problem.ProblemCode;

/// Why a recipe does not apply to a model.
public enum RewriteProblem implements ProblemCode {
    NOTHING_TO_QUANTIZE("QUANT-101"),
    OPSET_TOO_OLD("QUANT-102"),
    /// The disk was full.
    NO_SPACE("QUANT-103"),
    /// Layers to be kept that the model does not have.
    UNKNOWN_LAYERS("QUANT-409"),
    /// A change that should leave the answers as they are did not.
    NOT_THE_SAME("QUANT-104"),
    /// The runtime computes nothing of the model in the type that a step wants.
    NOT_IN_HALF("QUANT-151"),
    /// A step needs samples and there are none.
    NO_CALIBRATION("QUANT-301");

    private final String id;

    RewriteProblem(String id) {
        this.id = id;
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public Kind kind() {
        return this == NO_SPACE ? Kind.ENVIRONMENT : Kind.REQUEST;
    }
}
