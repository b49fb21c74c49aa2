package io.casemate.engine.shapes;

/// The costs of all nodes of a graph together, each run once.
///
/// @param flops conventions: see [NodeCost]
/// @param weightBytes constants as often as they are read
/// @param readBytes activations as often as they are read
/// @param writtenBytes activations
/// @param unknownNodes how many nodes have costs that are not fully known
public record CostTotals(
        long flops, long weightBytes, long readBytes, long writtenBytes, long unknownNodes) {}
