package io.casemate.engine.structure;

import io.casemate.engine.onnx.ElementType;
import io.casemate.engine.onnx.OpsetImport;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// What the model says of itself, and its sums.
///
/// @param producer name and version; may be empty
/// @param inputs what it is given, initializers left out
/// @param parameters elements of all initializers
/// @param weightBytes bytes of initializers by element type
/// @param peakBytes most memory for weights and activations at once, for batch 1; empty when sizes
///   are not known
public record ModelHead(
        String producer,
        long irVersion,
        List<OpsetImport> opsets,
        List<GraphValue> inputs,
        List<GraphValue> outputs,
        long parameters,
        SortedMap<ElementType, Long> weightBytes,
        Optional<Long> peakBytes) {

    public ModelHead {
        opsets = List.copyOf(opsets);
        inputs = List.copyOf(inputs);
        outputs = List.copyOf(outputs);
        weightBytes = Collections.unmodifiableSortedMap(new TreeMap<>(weightBytes));
    }

    /// {@return bytes of all initializers}
    public long allWeightBytes() {
        return weightBytes.values().stream().reduce(0L, Cost::add);
    }
}
