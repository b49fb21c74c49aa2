package io.casemate.engine.onnx;

/// What a model file may hold before reading it is given up.
///
/// @param depth how deep messages may nest
/// @param nodes in all graphs and functions together
/// @param initializers in all graphs together
/// @param ports inputs of one graph, and outputs of one graph
/// @param nameBytes of one name
/// @param textBytes of one documentation string, and of one field that is not known here
/// @param metadata entries of `metadata_props`
public record ReadLimits(
        int depth,
        int nodes,
        int initializers,
        int ports,
        int nameBytes,
        int textBytes,
        int metadata) {
    public static final ReadLimits STANDARD =
            new ReadLimits(64, 50_000, 100_000, 1_024, 1 << 10, 1 << 20, 256);
}
