package io.casemate.views.overview;

import io.casemate.engine.deploy.Deployment;
import io.casemate.engine.telemetry.LatencyView;
import java.util.Optional;

/// A deployment and how it answers; no latency before the first request was measured.
record ServingRow(Deployment deployment, Optional<LatencyView> latency) {
    /// {@return over the last seconds; NaN before anything was measured}
    double requestsPerSecond() {
        return latency.map(LatencyView::requestsPerSecond).orElse(Double.NaN);
    }

    /// {@return over the last minute; NaN when nothing was answered}
    double p99Micros() {
        return latency.map(LatencyView::lastMinute)
                .filter(percentiles -> percentiles.count() > 0)
                .map(percentiles -> percentiles.p99())
                .orElse(Double.NaN);
    }

    /// {@return of the last minute, 0 to 1; NaN when nothing was answered}
    double errorShare() {
        return latency.filter(view -> view.lastMinute().count() > 0)
                .map(LatencyView::errorShare)
                .orElse(Double.NaN);
    }

    long requestsInLastMinute() {
        return latency.map(view -> view.lastMinute().count()).orElse(0L);
    }

    boolean isServing() {
        return deployment.state() == Deployment.State.SERVING;
    }
}
