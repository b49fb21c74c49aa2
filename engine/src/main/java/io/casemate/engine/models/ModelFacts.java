package io.casemate.engine.models;

import io.casemate.engine.tensors.Port;
import java.util.List;
import java.util.SortedMap;

/// What inspection found in a model file.
///
/// @param irVersion `ModelProto.ir_version`
/// @param opsets imported operator sets: domain (empty text is `ai.onnx`) to version
/// @param producer `producer_name producer_version`; may be empty
/// @param nodes number of nodes, those of subgraphs included
/// @param parameters number of initializer elements
/// @param operators how often each operator occurs, by `domain:op`, plain `op` for `ai.onnx`
public record ModelFacts(
        long irVersion,
        SortedMap<String, Long> opsets,
        String producer,
        long nodes,
        long parameters,
        SortedMap<String, Long> operators,
        List<Port> inputs,
        List<Port> outputs) {

    public ModelFacts {
        opsets = java.util.Collections.unmodifiableSortedMap(new java.util.TreeMap<>(opsets));
        operators = java.util.Collections.unmodifiableSortedMap(new java.util.TreeMap<>(operators));
        inputs = List.copyOf(inputs);
        outputs = List.copyOf(outputs);
    }
}
