package io.casemate.engine.quantize.rewrite;

import io.casemate.engine.onnx.Attribute;
import io.casemate.engine.onnx.Graph;
import io.casemate.engine.onnx.Node;
import io.casemate.engine.onnx.TensorProto;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Where a graph, its subgraphs included, reads a constant as a weight, and along which axes the
/// weights belong to different channels:
///
/// | Node | Input | Axes |
/// |---|---|---|
/// | `Conv` | 1 | outputs, 0 |
/// | `ConvTranspose` | 1 | outputs, 1; with groups 0 |
/// | `MatMul`, `Gemm` | 0, 1 | all but the one that is summed over |
/// | `Gather` | 0 | 0 |
/// | `LSTM`, `GRU`, `RNN` | 1, 2 | all but the last |
/// | `Attention`, `EmbedLayerNormalization` (com.microsoft) | weights, tables | 1; 0 |
///
/// `Identity`, `Transpose`, `Reshape`, `Squeeze`, `Unsqueeze` and `Flatten` pass weights on.
final class WeightPlaces {
    private static final String CONTRIB = "com.microsoft";
    private static final int MOST_STEPS = 8;
    private static final int MATRIX = 2;

    private final Map<String, List<Use>> uses = new HashMap<>();

    /// @param input index among the inputs of `node`
    record Use(Node node, int input) {}

    WeightPlaces(Graph graph) {
        collect(graph);
    }

    private void collect(Graph graph) {
        for (Node node : graph.nodes()) {
            for (int i = 0; i < node.inputs().size(); i++) {
                uses.computeIfAbsent(node.inputs().get(i), _ -> new ArrayList<>())
                        .add(new Use(node, i));
            }
            node.subgraphs().forEach(this::collect);
        }
    }

    /// {@return the nodes that read the value `name`, by identity}
    Set<Node> readers(String name) {
        Set<Node> readers = Collections.newSetFromMap(new IdentityHashMap<>());
        uses.getOrDefault(name, List.of()).forEach(use -> readers.add(use.node()));
        return readers;
    }

    /// {@return how many nodes of `graph` and of its subgraphs read constant weights}
    static int count(Graph graph) {
        Set<Node> readers = Collections.newSetFromMap(new IdentityHashMap<>());
        count(graph, readers);
        return readers.size();
    }

    private static void count(Graph graph, Set<Node> readers) {
        var places = new WeightPlaces(graph);
        constants(graph)
                .filter(tensor -> tensor.type().isFloatingPoint())
                .filter(tensor ->
                        places.channelAxes(tensor.name(), tensor.dims().size()).isPresent())
                .forEach(tensor -> readers.addAll(places.readers(tensor.name())));
        graph.nodes().forEach(node -> node.subgraphs().forEach(inner -> count(inner, readers)));
    }

    /// {@return the initializers of `graph`, and what its `Constant` nodes make, under its name}
    private static Stream<TensorProto> constants(Graph graph) {
        return Stream.concat(
                graph.initializers().stream(),
                graph.nodes().stream().flatMap(node -> constant(node).stream()));
    }

    /// {@return what a `Constant` node makes, under the name of the value}
    static Optional<TensorProto> constant(Node node) {
        return node.is("Constant")
                        && node.attribute("value").orElse(null)
                                instanceof Attribute.TensorValue(TensorProto tensor)
                ? Optional.of(tensor.named(node.outputs().getFirst()))
                : Optional.empty();
    }

    /// {@return the axes with channels of their own in the constant `name` of rank `rank`, as its
    /// first reader has them; empty unless every reader takes it for weights}
    Optional<BitSet> channelAxes(String name, int rank) {
        return channelAxes(name, rank, MOST_STEPS);
    }

    private Optional<BitSet> channelAxes(String name, int rank, int steps) {
        Optional<BitSet> first = Optional.empty();
        for (Use use : uses.getOrDefault(name, List.of())) {
            Optional<BitSet> axes = steps == 0 ? Optional.empty() : channelAxes(use, rank, steps);
            if (axes.isEmpty()) {
                return Optional.empty();
            }
            first = first.or(() -> axes);
        }
        return first;
    }

    private Optional<BitSet> channelAxes(Use use, int rank, int steps) {
        Node node = use.node();
        if (use.input() > 0 || !node.domain().isEmpty() || node.outputs().size() != 1) {
            return weightAxes(use, rank);
        }
        String passed = node.outputs().getFirst();
        return switch (node.opType()) {
            case "Identity" -> channelAxes(passed, rank, steps - 1);
            case "Transpose" ->
                    channelAxes(passed, rank, steps - 1).map(axes -> turned(axes, node, rank));
            case "Reshape", "Flatten", "Squeeze", "Unsqueeze" ->
                    channelAxes(passed, rank, steps - 1)
                            .map(axes -> axes.get(0) ? axes(0) : axes(rank - 1));
            default -> weightAxes(use, rank);
        };
    }

    private static BitSet turned(BitSet axes, Node transpose, int rank) {
        List<Long> order =
                transpose.attribute("perm").orElse(null) instanceof Attribute.Ints(List<Long> perm)
                                && perm.size() == rank
                        ? perm
                        : IntStream.range(0, rank).mapToObj(i -> rank - 1L - i).toList();
        var before = new BitSet();
        axes.stream().filter(axis -> axis < rank).forEach(axis -> before.set(at(order, axis)));
        return before;
    }

    private static int at(List<Long> order, int axis) {
        return Math.floorMod(order.get(axis), order.size());
    }

    private static Optional<BitSet> weightAxes(Use use, int rank) {
        Node node = use.node();
        int input = use.input();
        if (rank < MATRIX) {
            return Optional.empty();
        }
        if (node.domain().equals(CONTRIB)) {
            return contribAxes(node.opType(), input);
        }
        if (!node.domain().isEmpty()) {
            return Optional.empty();
        }
        return switch (node.opType()) {
            case "Conv" -> only(input == 1, axes(0));
            case "ConvTranspose" ->
                    only(input == 1, axes(node.intAttribute("group", 1) > 1 ? 0 : 1));
            case "MatMul" -> only(input < 2, allBut(input == 0 ? rank - 1 : rank - 2, rank));
            case "Gemm" -> only(input < 2 && rank == MATRIX, axes(gemmOutputs(node, input)));
            case "Gather" -> only(input == 0, axes(0));
            case "LSTM", "GRU", "RNN" -> only(input == 1 || input == 2, allBut(rank - 1, rank));
            default -> Optional.empty();
        };
    }

    private static int gemmOutputs(Node node, int input) {
        return input == 0
                ? (int) node.intAttribute("transA", 0) & 1
                : 1 - ((int) node.intAttribute("transB", 0) & 1);
    }

    private static Optional<BitSet> contribAxes(String type, int input) {
        return switch (type) {
            case "Attention" -> only(input == 1, axes(1));
            case "FusedConv" -> only(input == 1, axes(0));
            case "EmbedLayerNormalization" -> only(input >= 2 && input <= 4, axes(0));
            default -> Optional.empty();
        };
    }

    private static Optional<BitSet> only(boolean isWeight, BitSet axes) {
        return isWeight ? Optional.of(axes) : Optional.empty();
    }

    private static BitSet axes(int axis) {
        var axes = new BitSet();
        axes.set(axis);
        return axes;
    }

    private static BitSet allBut(int axis, int rank) {
        var axes = new BitSet();
        axes.set(0, rank);
        axes.clear(axis);
        return axes;
    }
}
