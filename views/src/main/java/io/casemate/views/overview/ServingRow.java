package io.casemate.views.overview;

import io.casemate.engine.deploy.Deployment;
import io.casemate.engine.telemetry.LatencyView;
import java.util.Optional;

/// A deployment and how it answers; no latency before the first request was measured.
record ServingRow(Deployment deployment, Optional<LatencyView> latency) {
    double requestsPerSecond() {
        return latency.map(LatencyView::requestsPerSecond).orElse(0.0);
    }

    /// {@return over the last minute; NaN when nothing was answered}
    double p99Micros() {
        return latency.map(LatencyView::lastMinute)
                .filter(percentiles -> percentiles.count() > 0)
                .map(percentiles -> percentiles.p99())
                .orElse(Double.NaN);
    }

    double errorShare() {
        return latency.map(LatencyView::errorShare).orElse(0.0);
    }

    long requestsInLastMinute() {
        return latency.map(view -> view.lastMinute().count()).orElse(0L);
    }

    boolean isServing() {
        return deployment.state() == Deployment.State.SERVING;
    }
}
