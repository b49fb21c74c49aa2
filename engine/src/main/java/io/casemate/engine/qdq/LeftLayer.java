package io.casemate.engine.qdq;

/// An operator with weights that stays in floating point, and why.
///
/// @param name of the node
/// @param operator such as `ConvTranspose`
/// @param reason for people, such as `the weights are not constant`
public record LeftLayer(String name, String operator, String reason) {}
