package io.casemate.engine.telemetry;

import java.time.Instant;
import java.util.List;

/// The latency of one series as it stands.
///
/// @param points the last minutes, one a second, oldest first, gaps included
/// @param lastMinute percentiles over all requests of the last 60 s, merged from histograms, not
///   averaged
/// @param requestsPerSecond over the last 10 s
/// @param errorShare errors over requests in the last 60 s, 0 to 1
/// @param updated when a second was last heard
public record LatencyView(
        SeriesId series,
        List<LatencyPoint> points,
        Percentiles lastMinute,
        Percentiles lastMinuteQueue,
        Percentiles lastMinuteCompute,
        double requestsPerSecond,
        double errorShare,
        long requestsInAll,
        long errorsInAll,
        Instant updated) {

    public LatencyView {
        points = List.copyOf(points);
    }
}
