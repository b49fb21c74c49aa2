package io.casemate.engine.runtime;

import java.time.Instant;

/// What a model has done since it was first loaded under its name.
///
/// @param succeeded requests answered with outputs
/// @param failed requests answered with an error
/// @param executed runs of ONNX Runtime that succeeded, warm-up excluded
/// @param totalNanos request received to response ready, over the requests that succeeded
/// @param failedNanos the same over those that failed
/// @param waiting requests in the queue now
/// @param lastRequest [Instant#EPOCH] when there was none
public record Totals(
        Served served,
        long succeeded,
        long failed,
        long executed,
        long totalNanos,
        long failedNanos,
        long queueNanos,
        long computeNanos,
        int waiting,
        Instant lastRequest) {}
