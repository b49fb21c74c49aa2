package io.casemate.engine.telemetry;

/// One second of a chart.
///
/// @param isGap whether nothing was heard for this second; every figure is 0 then and means nothing
public record LatencyPoint(
        long epochSecond,
        boolean isGap,
        long requests,
        long errors,
        Percentiles total,
        Percentiles queue,
        Percentiles compute) {}
