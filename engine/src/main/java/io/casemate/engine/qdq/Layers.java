package io.casemate.engine.qdq;

import io.casemate.engine.normalize.GraphIndex;
import io.casemate.engine.onnx.ElementType;
import io.casemate.engine.onnx.Graph;
import io.casemate.engine.onnx.Node;
import io.casemate.engine.onnx.TensorProto;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// Finds the operators of a graph that can become integer kernels, and says of the others why not.
/// Subgraphs are left as they are.
final class Layers {
    /// Why a layer stays that somebody, or a search, wants to keep.
    static final String KEPT = "it was to be kept";

    private static final int MATRIX = 2;

    /// Operators with fewer weights are not worth a word.
    private static final long LEAST_ELEMENTS = 1024;

    private static final long MOST_ELEMENTS = Integer.MAX_VALUE / Float.BYTES;

    private final GraphIndex index;
    private final QdqSettings settings;
    private final List<LeftLayer> left = new ArrayList<>();

    Layers(GraphIndex index, QdqSettings settings) {
        this.index = index;
        this.settings = settings;
    }

    /// {@return in the order of the graph}
    ///
    /// @param keep names of nodes, or of the first values they make, that stay as they are
    List<Layer> find(Graph graph, Collection<String> keep) {
        var layers = new ArrayList<Layer>();
        for (Node node : graph.nodes()) {
            boolean isWanted =
                    node.domain().isEmpty() && settings.operators().contains(node.opType());
            if (isWanted
                    && (keep.contains(node.name()) || keep.contains(node.outputs().getFirst()))) {
                no(node, KEPT);
            } else if (isWanted) {
                layer(node).ifPresent(layers::add);
            } else if (hasWeights(node)) {
                no(
                        node,
                        QdqSettings.WITH_KERNELS.contains(node.opType())
                                ? "the recipe does not quantize " + node.opType()
                                : "there is no integer kernel for " + node.opType());
            }
        }
        return layers;
    }

    /// {@return operators with weights that are no layers, in the order of the graph}
    List<LeftLayer> left() {
        return List.copyOf(left);
    }

    /// {@return why operators were left, and how often, for people}
    String reasons() {
        TreeMap<String, Integer> reasons = new TreeMap<>();
        left.stream()
                .filter(one -> settings.operators().contains(one.operator()))
                .forEach(one -> reasons.merge(one.reason(), 1, Integer::sum));
        return reasons.isEmpty()
                ? "It has none of the operators %s outside of subgraphs"
                        .formatted(String.join(", ", settings.operators()))
                : reasons.entrySet().stream()
                        .map(reason ->
                                "%s (%d times)".formatted(reason.getKey(), reason.getValue()))
                        .collect(Collectors.joining(", ", "None of its operators fits: ", ""));
    }

    private boolean hasWeights(Node node) {
        return node.inputs().stream()
                .flatMap(input -> index.constant(input).stream())
                .anyMatch(constant ->
                        constant.type() == ElementType.FLOAT
                                && constant.dims().size() >= MATRIX
                                && constant.elements() >= LEAST_ELEMENTS);
    }

    private Optional<Layer> layer(Node node) {
        Optional<TensorProto> weights = index.constant(node.input(1));
        if (weights.isEmpty()) {
            return no(node, "the weights are not constant");
        }
        TensorProto tensor = weights.get();
        if (tensor.type() != ElementType.FLOAT) {
            return no(node, "the weights are " + tensor.type());
        }
        if (tensor.elements() == 0 || tensor.elements() > MOST_ELEMENTS) {
            return no(node, "the weights are none or 2 GiB and more");
        }
        if (index.constant(node.input(0)).isPresent()) {
            return no(node, "the activation is constant");
        }
        return switch (node.opType()) {
            case "Conv" -> biased(node, tensor, 0);
            case "Gemm" -> gemm(node, tensor);
            case "MatMul" -> matMul(node, tensor);
            default -> no(node, "there is no integer kernel for " + node.opType());
        };
    }

    private Optional<Layer> gemm(Node node, TensorProto weights) {
        if (node.floatAttribute("alpha", 1) != 1 || node.floatAttribute("beta", 1) != 1) {
            return no(node, "a Gemm has factors that are not 1");
        }
        if (node.intAttribute("transA", 0) != 0) {
            return no(node, "a Gemm has its activation transposed");
        }
        return biased(node, weights, node.intAttribute("transB", 0) == 0 ? 1 : 0);
    }

    private Optional<Layer> matMul(Node node, TensorProto weights) {
        boolean isMatrix = weights.dims().size() == MATRIX;
        if (weights.dims().size() < MATRIX) {
            return no(node, "a MatMul has a vector for weights");
        }
        int axis = isMatrix ? 1 : -1;
        int channels = isMatrix ? Math.toIntExact(weights.dims().get(1)) : 1;
        return Optional.of(new Layer(node, weights, axis, channels, Optional.empty()));
    }

    private Optional<Layer> biased(Node node, TensorProto weights, int axis) {
        int channels = Math.toIntExact(weights.dims().get(axis));
        String name = node.input(2);
        if (name.isEmpty()) {
            return Optional.of(new Layer(node, weights, axis, channels, Optional.empty()));
        }
        Optional<TensorProto> bias = index.constant(name);
        if (bias.isEmpty() || bias.get().type() != ElementType.FLOAT) {
            return no(node, "the bias is not constant FLOAT");
        }
        boolean fits =
                bias.get().elements() == channels
                        && (bias.get().dims().isEmpty() || bias.get().dims().getLast() == channels);
        return fits
                ? Optional.of(new Layer(node, weights, axis, channels, bias))
                : no(node, "the bias has another number of values than there are channels");
    }

    private Optional<Layer> no(Node node, String reason) {
        left.add(new LeftLayer(node.name(), node.opType(), reason));
        return Optional.empty();
    }
}
