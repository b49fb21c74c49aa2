package io.casemate.engine.models;

import io.casemate.engine.onnx.GraphFacts;
import io.casemate.engine.onnx.Model;
import io.casemate.engine.onnx.OpsetImport;
import io.casemate.engine.tensors.Port;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

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
        opsets = Collections.unmodifiableSortedMap(new TreeMap<>(opsets));
        operators = Collections.unmodifiableSortedMap(new TreeMap<>(operators));
        inputs = List.copyOf(inputs);
        outputs = List.copyOf(outputs);
    }

    public static ModelFacts of(Model model) {
        GraphFacts graph = GraphFacts.of(model.graph());
        var opsets = new TreeMap<String, Long>();
        for (OpsetImport opset : model.opsets()) {
            opsets.put(opset.domain(), opset.version());
        }
        return new ModelFacts(
                model.irVersion(),
                opsets,
                (model.producerName() + " " + model.producerVersion()).strip(),
                graph.nodes(),
                graph.parameters(),
                graph.operators(),
                graph.inputs(),
                graph.outputs());
    }
}
