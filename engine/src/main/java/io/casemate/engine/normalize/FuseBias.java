package io.casemate.engine.normalize;

import io.casemate.engine.onnx.ElementType;
import io.casemate.engine.onnx.Graph;
import io.casemate.engine.onnx.Model;
import io.casemate.engine.onnx.Node;
import io.casemate.engine.onnx.Shape;
import io.casemate.engine.onnx.TensorProto;
import io.casemate.engine.onnx.TensorValues;
import io.casemate.engine.shapes.Bindings;
import io.casemate.engine.shapes.GraphShapes;
import io.casemate.engine.shapes.ShapeInference;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Makes the constant that is added to a convolution or a matrix product its bias:
///
/// ```
/// Add                          Conv                 Add                     Gemm
///   Conv(x, w)           →       x, w, bias           MatMul(a, b)    →       a, b, bias
///   bias [C, 1, 1]                                    bias [N]
/// ```
///
/// Fires only when the product is read by the `Add` alone, has no bias yet, and, for `MatMul`, is
/// known to be a product of two matrices. The constant must have one value a channel.
final class FuseBias implements Rule {
    private static final int MATRIX = 2;

    @Override
    public Model apply(Model model, Path folder) throws IOException {
        Graph graph = model.graph();
        var index = new GraphIndex(graph);
        GraphShapes shapes = ShapeInference.of(model, Bindings.SYMBOLIC).main();
        Map<Node, Node> sums = new HashMap<>();
        for (Node node : graph.nodes()) {
            product(node, index, shapes).ifPresent(product -> sums.put(product, node));
        }
        if (sums.isEmpty()) {
            return model;
        }
        var initializers = new ArrayList<>(graph.initializers());
        var nodes = new ArrayList<Node>();
        for (Node node : graph.nodes()) {
            Node sum = sums.get(node);
            if (sum != null) {
                TensorProto bias = bias(node, sum, index, folder);
                initializers.add(bias);
                nodes.add(fused(node, sum, bias.name()));
            } else if (!sums.containsValue(node)) {
                nodes.add(node);
            }
        }
        return model.withGraph(
                GraphIndex.withoutUnread(graph.withNodes(nodes).withInitializers(initializers)));
    }

    private static Optional<Node> product(Node sum, GraphIndex index, GraphShapes shapes) {
        if (!sum.is("Add") || sum.inputs().size() != 2) {
            return Optional.empty();
        }
        return candidate(sum.input(0), sum.input(1), index, shapes)
                .or(() -> candidate(sum.input(1), sum.input(0), index, shapes));
    }

    private static Optional<Node> candidate(
            String product, String constant, GraphIndex index, GraphShapes shapes) {
        Optional<TensorProto> bias =
                index.constant(constant).filter(t -> t.type() == ElementType.FLOAT);
        return bias.isEmpty() || index.onlyReader(product).isEmpty()
                ? Optional.empty()
                : index.producerOf(product)
                        .filter(node ->
                                isConvolution(node, bias.get(), index)
                                        || isMatrices(node, bias.get(), index, shapes));
    }

    private static boolean isConvolution(Node node, TensorProto bias, GraphIndex index) {
        return node.is("Conv")
                && node.input(2).isEmpty()
                && index.constant(node.input(1))
                        .filter(w -> hasOneAChannel(bias, w.dims().size(), 1, w.dims().getFirst()))
                        .isPresent();
    }

    private static boolean isMatrices(
            Node node, TensorProto bias, GraphIndex index, GraphShapes shapes) {
        return node.is("MatMul")
                && shapes.of(node.input(0)).shape().map(Shape::rank).orElse(0) == MATRIX
                && index.constant(node.input(1))
                        .filter(w -> w.dims().size() == MATRIX)
                        .filter(w -> hasOneAChannel(bias, MATRIX, 1, w.dims().getLast()))
                        .isPresent();
    }

    /// {@return whether `bias`, broadcast to `rank` axes, varies along `axis` only}
    private static boolean hasOneAChannel(TensorProto bias, int rank, int axis, long channels) {
        int missing = rank - bias.dims().size();
        if (missing < 0 || missing > axis || bias.dims().get(axis - missing) != channels) {
            return false;
        }
        return bias.elements() == channels;
    }

    private static TensorProto bias(Node product, Node sum, GraphIndex index, Path folder)
            throws IOException {
        String added =
                sum.input(0).equals(product.outputs().getFirst()) ? sum.input(1) : sum.input(0);
        TensorProto constant = index.constant(added).orElseThrow();
        return TensorProto.floats(
                index.fresh(added + "_bias"),
                List.of(constant.elements()),
                TensorValues.floats(constant, folder));
    }

    private static Node fused(Node product, Node sum, String bias) {
        return new Node(
                product.name(),
                product.is("Conv") ? "Conv" : "Gemm",
                List.of(product.input(0), product.input(1), bias),
                sum.outputs(),
                product.attributes());
    }
}
