package io.casemate.engine.bench;

import io.casemate.engine.telemetry.Percentiles;
import java.time.Duration;

/// What the clients saw.
///
/// @param errors requests without a 200 answer
/// @param latency request sent to response read, over all clients
/// @param inputs what was sent: `golden set (500 samples)` or `seeded inputs (16 samples, seed 1)`
public record LoadReport(
        long requests, long errors, Duration duration, Percentiles latency, String inputs) {

    public double requestsPerSecond() {
        return requests / (duration.toNanos() / 1e9);
    }
}
