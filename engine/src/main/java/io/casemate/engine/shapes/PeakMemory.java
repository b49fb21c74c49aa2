package io.casemate.engine.shapes;

/// The most memory that running a graph takes at once, estimated.
///
/// Activations live from the node that makes them to the last node that reads them, in the order of
/// the nodes; inputs and outputs of the graph live throughout. Views (`Reshape` and the like) take
/// no memory of their own. The engine may do better by reusing memory in place, or worse by copying
/// and padding.
///
/// @param parameterBytes all constants of the model
/// @param activationBytes the most that lives at once besides them
/// @param nodeIndex the node at which that is, -1 when there is none
public record PeakMemory(long parameterBytes, long activationBytes, int nodeIndex) {

    /// {@return parameters and activations together, at most `Long.MAX_VALUE`}
    public long bytes() {
        return Sizes.plus(parameterBytes, activationBytes);
    }
}
