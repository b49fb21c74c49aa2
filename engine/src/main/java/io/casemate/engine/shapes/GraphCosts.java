package io.casemate.engine.shapes;

import io.casemate.engine.onnx.ElementType;
import io.casemate.engine.onnx.Model;
import io.casemate.engine.onnx.TensorProto;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/// Works out what running a model costs, without running it. Takes time in proportion to the number
/// of nodes and never throws on odd graphs.
public final class GraphCosts {
    private static final int MOST_LARGEST = 8;

    private GraphCosts() {}

    public static GraphCost of(Model model, Bindings bindings) {
        ModelShapes shapes = ShapeInference.of(model, bindings);
        var walk = new CostWalk(shapes);
        GraphWork main = walk.work(model.graph(), "");
        var parameters = parameterBytes(model);
        long parameterBytes = parameters.values().stream().reduce(0L, Sizes::plus);
        var peak =
                new PeakMemory(
                        Sizes.plus(parameterBytes, foldedBytes(model, shapes)),
                        main.peak().activationBytes(),
                        main.peak().nodeIndex());
        return new GraphCost(
                shapes, main.nodes(), main.totals(), parameters, peak, largest(model, shapes));
    }

    private static SortedMap<ElementType, Long> parameterBytes(Model model) {
        var bytes = new TreeMap<ElementType, Long>();
        model.graph()
                .allTensors()
                .forEach(tensor -> bytes.merge(tensor.type(), bytes(tensor), Sizes::plus));
        return bytes;
    }

    private static long bytes(TensorProto tensor) {
        return shape(tensor).bytes().orElse(0);
    }

    private static ValueShape shape(TensorProto tensor) {
        return Fact.of(tensor.type(), tensor.dims().stream().map(Sizes::dim).toList()).value();
    }

    /// Constants that the engine works out while it loads stay in memory like weights.
    private static long foldedBytes(Model model, ModelShapes shapes) {
        Set<String> weights = new HashSet<>();
        model.graph().initializers().forEach(tensor -> weights.add(tensor.name()));
        model.graph().nodes().stream()
                .filter(node -> node.opType().equals("Constant"))
                .forEach(node -> weights.addAll(node.outputs()));
        return shapes.main().constants().stream()
                .filter(name -> !weights.contains(name))
                .mapToLong(name -> shapes.main().of(name).bytes().orElse(0))
                .reduce(0, Sizes::plus);
    }

    private static List<LargeTensor> largest(Model model, ModelShapes shapes) {
        var found = new ArrayList<LargeTensor>();
        Set<String> weights = new HashSet<>();
        model.graph()
                .allTensors()
                .forEach(tensor -> {
                    weights.add(tensor.name());
                    found.add(new LargeTensor(tensor.name(), shape(tensor), bytes(tensor), true));
                });
        addActivations(shapes.main(), weights, found);
        shapes.subgraphs().values().forEach(inner -> addActivations(inner, weights, found));
        return found.stream()
                .filter(tensor -> tensor.bytes() > 0)
                .sorted(Comparator.comparingLong(LargeTensor::bytes).reversed())
                .limit(MOST_LARGEST)
                .toList();
    }

    private static void addActivations(
            GraphShapes shapes, Set<String> weights, List<LargeTensor> found) {
        shapes.values()
                .forEach((name, shape) -> {
                    if (!weights.contains(name)) {
                        found.add(new LargeTensor(name, shape, shape.bytes().orElse(0), false));
                    }
                });
    }
}
