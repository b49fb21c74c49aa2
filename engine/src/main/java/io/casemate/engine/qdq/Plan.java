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
        Map<String, Layer> made = new HashMap<>();
        Set<Node> absorbed = new HashSet<>();
        Set<String> values = new HashSet<>(inputs);
        for (Layer layer : layers) {
            Optional<Node> next =
                    index.onlyReader(layer.output())
                            .filter(_ -> settings.activations() == IntegerType.U8)
                            .filter(node ->
                                    layer.isConvolution()
                                            || inputs.contains(node.outputs().getFirst()));
            boolean absorbs = next.isPresent() && Limit.is(next.get(), index, folder);
            String output = absorbs ? next.get().outputs().getFirst() : layer.output();
            if (absorbs) {
                absorbed.add(next.get());
            }
            if (layer.isConvolution()) {
                values.add(output);
            }
            made.put(output, layer);
        }
        Map<String, String> sources = new HashMap<>();
        for (String input : settings.activations() == IntegerType.U8 ? inputs : Set.<String>of()) {
            Optional<Node> limit = made.containsKey(input) ? Optional.empty() : limit(input, index);
            if (limit.isPresent()
                    && index.readersOf(input) == readers(layers, input)
                    && !index.isOutput(input)
                    && Limit.is(limit.get(), index, folder)) {
                absorbed.add(limit.get());
                sources.put(input, limit.get().input(0));
            }
        }
        return new Plan(made, absorbed, values, sources);
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
