package io.casemate.engine.quantize.rewrite;

import io.casemate.engine.normalize.GraphIndex;
import io.casemate.engine.onnx.ElementType;
import io.casemate.engine.onnx.Graph;
import io.casemate.engine.onnx.Node;
import io.casemate.engine.onnx.TensorProto;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// Finds the junctions of a main graph. What can be divided:
///
/// | Maker of the value | What is divided |
/// |---|---|
/// | `MatMul`, `Gemm` | columns of the weights, and the bias |
/// | `LayerNormalization`, `SimplifiedLayerNormalization` over the last axis | scale and bias |
/// | `Mul` | the constant factor, or whatever makes one of its factors |
/// | `Add` | the constant summand, and whatever makes the other one |
/// | `Relu`, `LeakyRelu` | whatever makes its input; for the divisors are above 0 |
/// | `Identity`, `Reshape`, `Flatten`, `Squeeze`, `Unsqueeze` | whatever makes its input |
///
/// Channels lie along the last axis. Changes of shape leave them where they are, as that axis has
/// the same length, above 1, before and after: what is divided has it before, and the products have
/// it after.
///
/// Constants are initializers that nothing else reads, and values between that nothing else reads.
final class Junctions {
    private final GraphIndex index;
    private final GraphDraft draft;
    private final Collection<String> keep;

    /// @param keep names of nodes, or of the first values they make, that are not touched
    Junctions(GraphDraft draft, Collection<String> keep) {
        this.index = new GraphIndex(draft.original());
        this.draft = draft;
        this.keep = keep;
    }

    /// {@return in the order of the graph}
    List<Junction> find() {
        var products = new Products(draft, new Reasons());
        Map<String, List<Product>> readers = new LinkedHashMap<>();
        Graph graph = draft.original();
        for (Node node : graph.nodes()) {
            products.find(node)
                    .filter(product -> node.intAttribute("transA", 0) == 0)
                    .filter(product -> isOwn(product.weights()) && !Kept.in(keep, node))
                    .ifPresent(product ->
                            readers.computeIfAbsent(node.input(0), _ -> new ArrayList<>())
                                    .add(product));
        }
        var junctions = new ArrayList<Junction>();
        readers.forEach((value, all) -> {
            int width = all.getFirst().rows();
            if (width > 1 && index.readersOf(value) == all.size() && !index.isOutput(value)) {
                made(value, width)
                        .ifPresent(divided -> junctions.add(new Junction(value, all, divided)));
            }
        });
        return junctions;
    }

    /// {@return whether one node reads it and callers do not see it}
    private boolean isOwn(TensorProto tensor) {
        return index.constant(tensor.name()).isPresent()
                && index.onlyReader(tensor.name()).isPresent();
    }

    /// {@return what must be divided so that `value` is; empty when that cannot be}
    private Optional<List<Junction.Divided>> made(String value, int width) {
        Optional<Node> maker =
                index.producerOf(value).filter(node -> !Kept.in(keep, node) && isSingle(node));
        if (maker.isEmpty()) {
            return Optional.empty();
        }
        Node node = maker.get();
        return switch (node.domain().isEmpty() ? node.opType() : "") {
            case "MatMul", "Gemm" -> product(node, width);
            case "LayerNormalization", "SimplifiedLayerNormalization" -> norm(node, width);
            case "Mul" ->
                    vector(node.input(1), width)
                            .or(() -> vector(node.input(0), width))
                            .or(() -> inner(node.input(1), width))
                            .or(() -> inner(node.input(0), width));
            case "Add" ->
                    both(vector(node.input(1), width), inner(node.input(0), width))
                            .or(() ->
                                    both(
                                            vector(node.input(0), width),
                                            inner(node.input(1), width)));
            case "Relu", "LeakyRelu", "Identity", "Reshape", "Flatten", "Squeeze", "Unsqueeze" ->
                    inner(node.input(0), width);
            default -> Optional.empty();
        };
    }

    private static boolean isSingle(Node node) {
        return node.outputs().stream().filter(name -> !name.isEmpty()).count() == 1;
    }

    private Optional<List<Junction.Divided>> inner(String value, int width) {
        return index.onlyReader(value).isPresent() ? made(value, width) : Optional.empty();
    }

    private static Optional<List<Junction.Divided>> both(
            Optional<List<Junction.Divided>> some, Optional<List<Junction.Divided>> others) {
        return some.flatMap(first ->
                others.map(second -> Stream.concat(first.stream(), second.stream()).toList()));
    }

    private Optional<List<Junction.Divided>> product(Node node, int width) {
        Optional<List<Junction.Divided>> weights =
                new Products(draft, new Reasons())
                        .find(node)
                        .filter(product -> product.columns() == width && isOwn(product.weights()))
                        .map(product ->
                                List.of(
                                        new Junction.Divided(
                                                product.weights().name(),
                                                product.isTurned() ? 0 : 1)));
        String bias = node.input(2);
        return bias.isEmpty() ? weights : both(weights, vector(bias, width));
    }

    private Optional<List<Junction.Divided>> norm(Node node, int width) {
        if (node.intAttribute("axis", -1) != -1) {
            return Optional.empty();
        }
        Optional<List<Junction.Divided>> scale = vector(node.input(1), width);
        String bias = node.input(2);
        return bias.isEmpty() ? scale : both(scale, vector(bias, width));
    }

    /// {@return the constant `name`, if it has one number a channel}
    private Optional<List<Junction.Divided>> vector(String name, int width) {
        return index.constant(name)
                .filter(this::isOwn)
                .filter(tensor -> tensor.type() == ElementType.FLOAT)
                .filter(tensor -> tensor.elements() == width && !tensor.dims().isEmpty())
                .filter(tensor -> tensor.dims().getLast() == width)
                .map(tensor -> List.of(new Junction.Divided(name, tensor.dims().size() - 1)));
    }
}
