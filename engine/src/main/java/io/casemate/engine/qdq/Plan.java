package io.casemate.engine.qdq;

import io.casemate.engine.normalize.GraphIndex;
import io.casemate.engine.onnx.Node;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Which values are quantized when `layers` become integer kernels.
///
/// The input of every layer is; so is the output of a convolution, whose kernel has no other form.
/// Products of matrices have kernels with `FLOAT` output, so theirs is quantized only where another
/// layer reads it. A [Limit] before a value that is quantized is absorbed: integers that begin
/// where it does cannot be less. One that does not follow a layer goes away only where all its
/// readers are layers.
///
/// @param layers by the value that they make, which is that of the absorbed operator where there is
///   one
/// @param absorbed operators that go away
/// @param values that are quantized
/// @param sources what is quantized in place of what an absorbed operator would make
record Plan(
        Map<String, Layer> layers,
        Set<Node> absorbed,
        Set<String> values,
        Map<String, String> sources) {

    static Plan of(List<Layer> layers, GraphIndex index, QdqSettings settings, Path folder)
            throws IOException {
        Set<String> inputs = new HashSet<>();
        layers.forEach(layer -> inputs.add(layer.input()));
        var plan =
                new Plan(new HashMap<>(), new HashSet<>(), new HashSet<>(inputs), new HashMap<>());
        var limits = new Limits(index, folder, settings.activations() == IntegerType.U8);
        for (Layer layer : layers) {
            plan.make(layer, inputs, limits);
        }
        for (String input : inputs) {
            plan.take(input, layers, limits);
        }
        return plan;
    }

    /// Finds the limits that may be absorbed.
    ///
    /// @param isWanted whether the integers can do the work of any
    private record Limits(GraphIndex index, Path folder, boolean isWanted) {
        private boolean has(Optional<Node> node) throws IOException {
            return isWanted && node.isPresent() && Limit.is(node.get(), index, folder);
        }
    }

    /// @param inputs of all layers
    private void make(Layer layer, Set<String> inputs, Limits limits) throws IOException {
        Optional<Node> next =
                limits.index()
                        .onlyReader(layer.output())
                        .filter(node ->
                                layer.isConvolution()
                                        || inputs.contains(node.outputs().getFirst()));
        String output = layer.output();
        if (limits.has(next)) {
            absorbed.add(next.orElseThrow());
            output = next.orElseThrow().outputs().getFirst();
        }
        if (layer.isConvolution()) {
            values.add(output);
        }
        layers.put(output, layer);
    }

    /// Absorbs the limit that makes `input`, where only layers read that and no layer makes it.
    private void take(String input, List<Layer> readers, Limits limits) throws IOException {
        GraphIndex index = limits.index();
        if (layers.containsKey(input)
                || index.isOutput(input)
                || index.readersOf(input) != readers(readers, input)) {
            return;
        }
        Optional<Node> limit = limit(input, index);
        if (limits.has(limit)) {
            absorbed.add(limit.orElseThrow());
            sources.put(input, limit.orElseThrow().input(0));
        }
    }

    private static Optional<Node> limit(String value, GraphIndex index) {
        return index.producerOf(value).filter(node -> index.constant(node.input(0)).isEmpty());
    }

    private static long readers(List<Layer> layers, String value) {
        return layers.stream().filter(layer -> layer.input().equals(value)).count();
    }

    /// {@return what is quantized for `value`}
    String source(String value) {
        return sources.getOrDefault(value, value);
    }
}
