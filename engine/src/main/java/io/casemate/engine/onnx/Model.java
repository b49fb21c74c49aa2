package io.casemate.engine.onnx;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;

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

    /// The first version in which initializers need not be listed as inputs.
    private static final long FREE_INITIALIZERS = 4;

    public Model {
        opsets = List.copyOf(opsets);
        functions = List.copyOf(functions);
        others = List.copyOf(others);
    }

    public Model withGraph(Graph changed) {
        return new Model(
                irVersion, producerName, producerVersion, opsets, changed, functions, others);
    }

    /// {@return this model in a form in which only what callers give it is an input}
    ///
    /// Before IR version 4 every initializer had to be listed as an input too, and was constant all
    /// the same. From version 4 on, being listed means that callers may replace it; callers here
    /// cannot, as no port of the model stands for it.
    public Model withoutConstantInputs() {
        Set<String> constants =
                graph.initializers().stream().map(TensorProto::name).collect(Collectors.toSet());
        List<ValueInfo> inputs =
                graph.inputs().stream().filter(input -> !constants.contains(input.name())).toList();
        return withIrVersion(Math.max(irVersion, FREE_INITIALIZERS))
                .withGraph(graph.withInputs(inputs));
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
