package io.casemate.views.overview;

import io.casemate.engine.telemetry.LatencyView;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The figures at the top of the overview.
///
/// @param requestsPerSecond of all deployments together
/// @param slowestP99Micros the highest p99 of any deployment over the last minute, because
///   percentiles of several cannot be averaged; NaN when nothing was answered
/// @param errorShare errors over requests of all in the last minute, 0 to 1
/// @param heard when a figure last came in; empty before the first
/// @param isStale whether something serves and nothing was heard of it lately
record FleetFigures(
        double requestsPerSecond,
        double slowestP99Micros,
        double errorShare,
        int serving,
        Optional<Instant> heard,
        boolean isStale) {
    private static final Duration FRESH = Duration.ofSeconds(5);

    static FleetFigures of(List<ServingRow> rows, Instant now) {
        Optional<Instant> heard =
                rows.stream()
                        .flatMap(row -> row.latency().stream())
                        .map(LatencyView::updated)
                        .max(Instant::compareTo);
        int serving = (int) rows.stream().filter(ServingRow::isServing).count();
        boolean isStale =
                serving > 0 && heard.filter(time -> now.isAfter(time.plus(FRESH))).isPresent();
        return new FleetFigures(
                rows.stream()
                        .mapToDouble(ServingRow::requestsPerSecond)
                        .filter(Double::isFinite)
                        .sum(),
                rows.stream()
                        .mapToDouble(ServingRow::p99Micros)
                        .filter(Double::isFinite)
                        .max()
                        .orElse(Double.NaN),
                errorShare(rows),
                serving,
                heard,
                isStale);
    }

    private static double errorShare(List<ServingRow> rows) {
        long requests = rows.stream().mapToLong(ServingRow::requestsInLastMinute).sum();
        double errors =
                rows.stream()
                        .filter(row -> row.requestsInLastMinute() > 0)
                        .mapToDouble(row -> row.errorShare() * row.requestsInLastMinute())
                        .sum();
        return requests == 0 ? 0 : errors / requests;
    }
}
