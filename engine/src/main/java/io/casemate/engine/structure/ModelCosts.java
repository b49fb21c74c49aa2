package io.casemate.engine.structure;

import io.casemate.engine.onnx.ElementType;
import io.casemate.engine.onnx.Graph;
import io.casemate.engine.onnx.Model;
import io.casemate.engine.onnx.TensorProto;
import io.casemate.engine.onnx.ValueInfo;
import io.casemate.engine.shapes.Bindings;
import io.casemate.engine.shapes.GraphCost;
import io.casemate.engine.shapes.GraphCosts;
import io.casemate.engine.shapes.GraphShapes;
import io.casemate.engine.shapes.NodeCost;
import io.casemate.engine.shapes.ShapeInference;
import io.casemate.engine.shapes.ValueShape;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Types of values, with the names of open sizes, and costs for batch 1.
record ModelCosts(Model model, GraphShapes types, GraphCost costs) {

    static ModelCosts of(Model model) {
        return new ModelCosts(
                model,
                ShapeInference.of(model, Bindings.SYMBOLIC).main(),
                GraphCosts.of(model, Bindings.STANDARD));
    }

    /// @param node its place in the outermost graph
    Cost cost(int node) {
        NodeCost cost = costs.nodes().get(node);
        if (!cost.isKnown()) {
            return Cost.UNKNOWN;
        }
        long moved = Cost.add(Cost.add(cost.weightBytes(), cost.readBytes()), cost.writtenBytes());
        return new Cost(cost.flops(), moved, true);
    }

    /// {@return that of all nodes of the outermost graph; subgraphs count with the nodes that run
    /// them}
    Cost total() {
        return IntStream.range(0, costs.nodes().size())
                .mapToObj(this::cost)
                .reduce(new Cost(0, 0, true), Cost::plus);
    }

    String typeOf(String name) {
        ValueShape value = types.of(name);
        return value.type() == ElementType.UNDEFINED ? "" : value.toString();
    }

    private Optional<Long> peak() {
        return costs.totals().unknownNodes() == 0
                ? Optional.of(costs.peak().bytes())
                : Optional.empty();
    }

    ModelHead head(UnaryOperator<String> typeOf) {
        Graph graph = model.graph();
        Set<String> constants =
                graph.initializers().stream().map(TensorProto::name).collect(Collectors.toSet());
        return new ModelHead(
                (model.producerName() + " " + model.producerVersion()).strip(),
                model.irVersion(),
                model.opsets(),
                graph.inputs().stream()
                        .map(ValueInfo::name)
                        .filter(name -> !constants.contains(name))
                        .map(name -> new GraphValue(name, typeOf.apply(name)))
                        .toList(),
                values(graph.outputs(), typeOf),
                parameters(graph),
                weightBytes(graph),
                peak());
    }

    private static List<GraphValue> values(List<ValueInfo> infos, UnaryOperator<String> typeOf) {
        return infos.stream()
                .map(info -> new GraphValue(info.name(), typeOf.apply(info.name())))
                .toList();
    }

    private static long parameters(Graph graph) {
        return graph.initializers().stream()
                .mapToLong(tensor -> tensor.dims().stream().reduce(1L, (one, other) -> one * other))
                .reduce(0, Cost::add);
    }

    private static SortedMap<ElementType, Long> weightBytes(Graph graph) {
        var bytes = new TreeMap<ElementType, Long>();
        graph.initializers()
                .forEach(tensor -> {
                    var weight = new Weight(tensor.name(), tensor);
                    bytes.merge(weight.precision(), weight.bytes(), Cost::add);
                });
        return bytes;
    }
}
