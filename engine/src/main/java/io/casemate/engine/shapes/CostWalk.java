package io.casemate.engine.shapes;

import io.casemate.engine.onnx.Attribute;
import io.casemate.engine.onnx.Dim;
import io.casemate.engine.onnx.Graph;
import io.casemate.engine.onnx.Node;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Works out the cost of each node, and of the graphs inside nodes.
final class CostWalk {
    private final ModelShapes shapes;
    private final Works works = new Works();

    CostWalk(ModelShapes shapes) {
        this.shapes = shapes;
    }

    /// @param path of the graph's subgraphs, empty or ending in `/`
    GraphWork work(Graph graph, String path) {
        GraphShapes own =
                path.isEmpty()
                        ? shapes.main()
                        : shapes.subgraphs().get(path.substring(0, path.length() - 1));
        var costs = new ArrayList<NodeCost>();
        Map<Integer, Long> inside = new HashMap<>();
        for (int i = 0; i < graph.nodes().size(); i++) {
            Node node = graph.nodes().get(i);
            NodeCost plain = cost(node, i, own);
            Optional<GraphWork> body = body(node, path + i + "/");
            body.ifPresent(work -> inside.put(plain.index(), work.peak().activationBytes()));
            costs.add(body.map(work -> with(plain, work, rounds(node, own))).orElse(plain));
        }
        PeakMemory peak = new Liveness(graph, own).peak(0, index -> inside.getOrDefault(index, 0L));
        return new GraphWork(costs, totals(costs), peak);
    }

    private NodeCost cost(Node node, int index, GraphShapes own) {
        List<ValueShape> inputs = node.inputs().stream().map(own::of).toList();
        List<ValueShape> outputs = node.outputs().stream().map(own::of).toList();
        Set<String> read = new HashSet<>(node.inputs());
        long weights = bytes(read.stream().filter(own.constants()::contains).toList(), own);
        long activations =
                bytes(read.stream().filter(name -> !own.constants().contains(name)).toList(), own);
        return new NodeCost(
                index,
                node.name(),
                node.domain().isEmpty() ? node.opType() : node.domain() + ":" + node.opType(),
                works.flops(new CostCall(node, inputs, outputs)),
                weights,
                activations,
                bytes(node.outputs(), own),
                isKnown(node.inputs(), own) && isKnown(node.outputs(), own));
    }

    private static long bytes(List<String> names, GraphShapes own) {
        return names.stream()
                .mapToLong(name -> own.of(name).bytes().orElse(0))
                .reduce(0, Sizes::plus);
    }

    private static boolean isKnown(List<String> names, GraphShapes own) {
        return names.stream().allMatch(name -> name.isEmpty() || own.of(name).isKnown());
    }

    /// {@return the dearest graph inside a node; empty when it has none that was walked}
    private Optional<GraphWork> body(Node node, String path) {
        Optional<GraphWork> dearest = Optional.empty();
        for (Attribute attribute : node.attributes()) {
            String inner = path + attribute.name();
            if (attribute.value() instanceof Attribute.GraphValue(Graph graph)
                    && shapes.subgraphs().containsKey(inner)) {
                GraphWork work = work(graph, inner + "/");
                dearest =
                        dearest.filter(other -> other.totals().flops() >= work.totals().flops())
                                .or(() -> Optional.of(work));
            }
        }
        return dearest;
    }

    /// {@return how often the body of a node runs; 1 where only a run can tell}
    private static long rounds(Node node, GraphShapes own) {
        if (!node.is("Scan") || node.inputs().isEmpty()) {
            return 1;
        }
        List<Dim> scanned = CostCall.dims(own.of(node.inputs().getLast()));
        return !scanned.isEmpty() && scanned.getFirst() instanceof Dim.Fixed(long size) ? size : 1;
    }

    private static NodeCost with(NodeCost cost, GraphWork body, long rounds) {
        CostTotals inner = body.totals();
        return new NodeCost(
                cost.index(),
                cost.name(),
                cost.operator(),
                Sizes.plus(cost.flops(), Sizes.times(rounds, inner.flops())),
                Sizes.plus(cost.weightBytes(), Sizes.times(rounds, inner.weightBytes())),
                Sizes.plus(cost.readBytes(), Sizes.times(rounds, inner.readBytes())),
                Sizes.plus(cost.writtenBytes(), Sizes.times(rounds, inner.writtenBytes())),
                cost.isKnown() && inner.unknownNodes() == 0);
    }

    private static CostTotals totals(List<NodeCost> costs) {
        long flops = 0;
        long weights = 0;
        long read = 0;
        long written = 0;
        for (NodeCost cost : costs) {
            flops = Sizes.plus(flops, cost.flops());
            weights = Sizes.plus(weights, cost.weightBytes());
            read = Sizes.plus(read, cost.readBytes());
            written = Sizes.plus(written, cost.writtenBytes());
        }
        long unknown = costs.stream().filter(cost -> !cost.isKnown()).count();
        return new CostTotals(flops, weights, read, written, unknown);
    }
}
