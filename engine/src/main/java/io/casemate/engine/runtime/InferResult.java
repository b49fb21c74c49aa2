package io.casemate.engine.runtime;

import io.casemate.engine.tensors.Tensor;
import java.util.List;

/// The answer to a request.
///
/// @param queueNanos time spent waiting for a session
/// @param computeNanos time spent in ONNX Runtime
public record InferResult(List<Tensor> outputs, long queueNanos, long computeNanos) {

    public InferResult {
        outputs = List.copyOf(outputs);
    }
}
