package io.casemate.engine.normalize;

import io.casemate.engine.onnx.ElementType;
import io.casemate.engine.onnx.Graph;
import io.casemate.engine.onnx.Model;
import io.casemate.engine.onnx.Node;
import io.casemate.engine.onnx.TensorProto;
import io.casemate.engine.onnx.TensorValues;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Multiplies a normalization into the convolution before it:
///
/// ```
/// BatchNormalization(scale, b, mean, var)          Conv
///   Conv                                     →       x, w · scale / √(var + ε)
///     x, w, bias                                     (bias − mean) · scale / √(var + ε) + b
/// ```
///
/// Fires only when everything is constant `FLOAT` and the convolution is read by the normalization
/// alone.
///
/// Source: ONNX operator specification, `BatchNormalization`.
final class FoldBatchNorm implements Rule {
    private static final float EPSILON = 1e-5f;
    private static final int PARAMETERS = 4;

    @Override
    public Model apply(Model model, Path folder) throws IOException {
        Graph graph = model.graph();
        var index = new GraphIndex(graph);
        var initializers = new ArrayList<>(graph.initializers());
        Map<Node, Node> folded = new HashMap<>();
        for (Node node : graph.nodes()) {
            Optional<Node> conv = convolution(node, index);
            if (conv.isPresent()) {
                folded.put(conv.get(), node);
            }
        }
        if (folded.isEmpty()) {
            return model;
        }
        var nodes = new ArrayList<Node>();
        for (Node node : graph.nodes()) {
            Node norm = folded.get(node);
            if (norm != null) {
                nodes.add(new Folding(node, norm, index, folder).into(initializers));
            } else if (!folded.containsValue(node)) {
                nodes.add(node);
            }
        }
        return model.withGraph(
                GraphIndex.withoutUnread(graph.withNodes(nodes).withInitializers(initializers)));
    }

    private static Optional<Node> convolution(Node norm, GraphIndex index) {
        if (!norm.is("BatchNormalization")
                || norm.outputs().size() != 1
                || norm.intAttribute("training_mode", 0) != 0
                || norm.attribute("spatial").isPresent()) {
            return Optional.empty();
        }
        for (int i = 1; i <= PARAMETERS; i++) {
            if (!isFloat(norm.input(i), index)) {
                return Optional.empty();
            }
        }
        return index.producerOf(norm.input(0))
                .filter(conv -> conv.is("Conv") && isFloat(conv.input(1), index))
                .filter(conv -> conv.input(2).isEmpty() || isFloat(conv.input(2), index))
                .filter(conv -> index.onlyReader(conv.outputs().getFirst()).isPresent());
    }

    private static boolean isFloat(String value, GraphIndex index) {
        return index.constant(value).filter(t -> t.type() == ElementType.FLOAT).isPresent();
    }

    /// One convolution and its normalization.
    private record Folding(Node conv, Node norm, GraphIndex index, Path folder) {

        private Node into(List<TensorProto> initializers) throws IOException {
            TensorProto tensor = index.constant(conv.input(1)).orElseThrow();
            float[] weights = TensorValues.floats(tensor, folder);
            float[] scale = values(norm.input(1));
            float[] shift = values(norm.input(2));
            float[] mean = values(norm.input(3));
            float[] variance = values(norm.input(PARAMETERS));
            float[] bias =
                    conv.input(2).isEmpty() ? new float[scale.length] : values(conv.input(2));
            double epsilon = norm.floatAttribute("epsilon", EPSILON);
            int each = weights.length / scale.length;
            for (int channel = 0; channel < scale.length; channel++) {
                double factor = scale[channel] / Math.sqrt(variance[channel] + epsilon);
                for (int i = channel * each; i < (channel + 1) * each; i++) {
                    weights[i] = (float) (weights[i] * factor);
                }
                bias[channel] =
                        (float)
                                (((double) bias[channel] - mean[channel]) * factor
                                        + shift[channel]);
            }
            String weightName = index.fresh(tensor.name() + "_folded");
            String biasName = index.fresh(tensor.name() + "_folded_bias");
            initializers.add(TensorProto.floats(weightName, tensor.dims(), weights));
            initializers.add(TensorProto.floats(biasName, List.of((long) bias.length), bias));
            return conv.withInputs(List.of(conv.input(0), weightName, biasName))
                    .withOutputs(norm.outputs());
        }

        private float[] values(String name) throws IOException {
            return TensorValues.floats(index.constant(name).orElseThrow(), folder);
        }
    }
}
