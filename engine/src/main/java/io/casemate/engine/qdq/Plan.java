package io.casemate.engine.qdq;

import io.casemate.engine.normalize.GraphIndex;
import io.casemate.engine.onnx.Node;
import io.casemate.engine.onnx.TensorProto;
import io.casemate.engine.onnx.TensorValues;
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
/// layer reads it. A `Relu`, or a `Clip` from 0 on, between a layer and such a value is absorbed:
/// integers that begin at 0 cannot be less than it.
///
/// @param layers by the value that they make, which is that of the absorbed operator where there is
///   one
/// @param absorbed operators that go away
/// @param values that are quantized
record Plan(Map<String, Layer> layers, Set<Node> absorbed, Set<String> values) {

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
            boolean absorbs = next.isPresent() && beginsAtZero(next.get(), index, folder);
            String output = absorbs ? next.get().outputs().getFirst() : layer.output();
            if (absorbs) {
                absorbed.add(next.get());
            }
            if (layer.isConvolution()) {
                values.add(output);
            }
            made.put(output, layer);
        }
        return new Plan(made, absorbed, values);
    }

    private static boolean beginsAtZero(Node node, GraphIndex index, Path folder)
            throws IOException {
        if (node.is("Relu")) {
            return true;
        }
        if (!node.is("Clip") || node.input(1).isEmpty()) {
            return false;
        }
        Optional<TensorProto> low = index.constant(node.input(1));
        boolean highIsConstant =
                node.input(2).isEmpty() || index.constant(node.input(2)).isPresent();
        return highIsConstant
                && low.isPresent()
                && low.get().elements() == 1
                && low.get().type() == io.casemate.engine.onnx.ElementType.FLOAT
                && TensorValues.floats(low.get(), folder)[0] == 0;
    }
}
