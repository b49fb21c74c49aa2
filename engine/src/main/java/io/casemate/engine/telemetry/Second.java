package io.casemate.engine.telemetry;

import org.HdrHistogram.Histogram;

/// What one agent measured for one series in one second.
///
/// @param epochSecond start of the second, Unix time
/// @param requests answered, those with errors included
/// @param errors answered with an error
/// @param total request received to response ready, nanoseconds
/// @param queue waiting for a session, nanoseconds
/// @param compute inside ONNX Runtime, nanoseconds
public record Second(
        SeriesId series,
        long epochSecond,
        long requests,
        long errors,
        Histogram total,
        Histogram queue,
        Histogram compute) {}
