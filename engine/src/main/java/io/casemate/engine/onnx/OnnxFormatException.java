package io.casemate.engine.onnx;

import io.casemate.engine.problem.EngineException;
import io.casemate.engine.problem.Problem;
import java.io.Serial;

/// A file is not the ONNX model that it should be.
public final class OnnxFormatException extends EngineException {
    @Serial private static final long serialVersionUID = 1L;

    private final OnnxProblem reason;
    private final String place;
    private final long offset;

    /// @param place field path, such as `graph.node[812].attribute[0]`; may be empty
    /// @param offset in bytes from the start of the file
    /// @param why one sentence with the measured value and the limit
    OnnxFormatException(OnnxProblem reason, String place, long offset, String why) {
        super(
                new Problem(
                        reason,
                        "The model file could not be read.",
                        "At byte %d%s: %s"
                                .formatted(offset, place.isEmpty() ? "" : ", field " + place, why),
                        "Export the model again, or copy it again from where it came from."),
                null);
        this.reason = reason;
        this.place = place;
        this.offset = offset;
    }

    public OnnxProblem reason() {
        return reason;
    }

    public String place() {
        return place;
    }

    public long offset() {
        return offset;
    }
}
