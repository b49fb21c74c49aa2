package io.casemate.engine.tuning;

/// What one setting was measured at.
///
/// @param p50Micros median of a request's wall time
/// @param p99Micros its 99th percentile
/// @param perSecond samples a second
/// @param cpuMicros processor time of the whole process for one sample
public record Figures(double p50Micros, double p99Micros, double perSecond, double cpuMicros) {}
