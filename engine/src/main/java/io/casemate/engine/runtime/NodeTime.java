package io.casemate.engine.runtime;

/// Where one node of the optimized graph ran.
///
/// @param node its name, or ONNX Runtime's name of the fusion
/// @param provider as ONNX Runtime calls it, such as `CPUExecutionProvider`
/// @param runs how often it was seen
/// @param micros time in all of them together
public record NodeTime(String node, String operator, String provider, int runs, long micros) {}
