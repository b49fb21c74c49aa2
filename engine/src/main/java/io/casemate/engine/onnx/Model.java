package io.casemate.engine.onnx;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/// An ONNX model (`ModelProto`).
///
/// @param others fields kept as they were: domain, documentation, metadata, training information
public record Model(
        long irVersion,
        String producerName,
        String producerVersion,
        List<OpsetImport> opsets,
        Graph graph,
        List<Function> functions,
        List<RawField> others) {

    public Model {
        opsets = List.copyOf(opsets);
        functions = List.copyOf(functions);
        others = List.copyOf(others);
    }

    public Model withGraph(Graph changed) {
        return new Model(
                irVersion, producerName, producerVersion, opsets, changed, functions, others);
    }

    public Model withIrVersion(long changed) {
        return new Model(changed, producerName, producerVersion, opsets, graph, functions, others);
    }

    /// {@return this model, importing `domain` in at least `version`}
    public Model importing(String domain, long version) {
        if (opset(domain).orElse(-1) >= version) {
            return this;
        }
        var changed = new ArrayList<>(opsets);
        changed.removeIf(opset -> opset.domain().equals(domain));
        changed.add(new OpsetImport(domain, version));
        return new Model(
                irVersion, producerName, producerVersion, changed, graph, functions, others);
    }

    /// {@return the version of `domain` that it imports; empty text is `ai.onnx`}
    public OptionalLong opset(String domain) {
        return opsets.stream()
                .filter(opset -> opset.domain().equals(domain))
                .mapToLong(OpsetImport::version)
                .max();
    }
}
