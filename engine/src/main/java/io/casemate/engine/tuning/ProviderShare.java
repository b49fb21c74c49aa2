package io.casemate.engine.tuning;

/// What one provider did of a run.
///
/// @param provider as ONNX Runtime calls it
/// @param nodes number of nodes that ran there
/// @param micros time in them
/// @param share of the time of all nodes, 0 to 1
public record ProviderShare(String provider, int nodes, long micros, double share) {}
