package io.casemate.engine.shapes;

/// What running one node once costs. Numbers saturate at `Long.MAX_VALUE`.
///
/// Conventions: a multiply-add is 2 operations; an elementwise operator is 1 operation an element
/// whatever its function; moving data is none. An `If` costs what its dearer branch costs, a `Loop`
/// its body once, a `Scan` its body times the number of rounds.
///
/// @param index place in the graph's nodes, from 0
/// @param operator `domain:op`, plain `op` for `ai.onnx`
/// @param flops floating-point (or integer) operations; 0 where not known
/// @param weightBytes of constants that it reads
/// @param readBytes of activations that it reads
/// @param writtenBytes of activations that it writes
/// @param isKnown whether types and shapes of all its inputs and outputs are known numbers; else
///   the other figures cover only what is known
public record NodeCost(
        int index,
        String name,
        String operator,
        long flops,
        long weightBytes,
        long readBytes,
        long writtenBytes,
        boolean isKnown) {}
