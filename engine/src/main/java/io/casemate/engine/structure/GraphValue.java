package io.casemate.engine.structure;

/// A tensor between nodes.
///
/// @param type element type and shape, such as `FLOAT [1, 128]`; empty when nothing is known
public record GraphValue(String name, String type) {}
