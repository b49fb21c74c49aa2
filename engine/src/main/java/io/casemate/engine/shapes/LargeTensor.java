package io.casemate.engine.shapes;

/// A tensor worth naming for its size.
///
/// @param bytes at most `Long.MAX_VALUE`
/// @param isParameter whether it is a weight of the model, else it arises while the model runs
public record LargeTensor(String name, ValueShape shape, long bytes, boolean isParameter) {}
