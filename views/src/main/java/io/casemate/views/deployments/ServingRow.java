package io.casemate.views.deployments;

import io.casemate.engine.capture.Capture;
import io.casemate.engine.deploy.Deployment;
import io.casemate.engine.telemetry.LatencyView;
import java.util.Optional;

/// A deployment and what is heard of it.
///
/// @param capture that runs, or else the last one of it
record ServingRow(
        Deployment deployment, Optional<LatencyView> latency, Optional<Capture> capture) {

    double requestsPerSecond() {
        return latency.map(LatencyView::requestsPerSecond).orElse(0.0);
    }

    /// {@return over the last minute, in microseconds; 0 when nothing was asked}
    double p99Micros() {
        return latency.map(view -> view.lastMinute().p99()).orElse(0.0);
    }

    double errorShare() {
        return latency.map(LatencyView::errorShare).orElse(0.0);
    }
}
