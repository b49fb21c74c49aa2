package io.casemate.engine.runtime;

import io.casemate.engine.problem.Outcome;
import io.casemate.engine.tensors.Tensor;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/// One request on its way through a queue.
///
/// @param inputs checked, in the model's order
/// @param outputs checked, in the caller's order
/// @param acceptedNanos [System#nanoTime()] when it was made
/// @param deadlineNanos [System#nanoTime()] after which nobody waits for the answer
record Request(
        List<Tensor> inputs,
        List<String> outputs,
        long acceptedNanos,
        long deadlineNanos,
        CompletableFuture<Outcome<InferResult>> answer) {

    /// {@return whether running it would be wasted}
    boolean isAbandoned(long now) {
        return answer.isDone() || now - deadlineNanos > 0;
    }
}
