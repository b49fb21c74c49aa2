package io.casemate.engine.structure;

import io.casemate.engine.onnx.ElementType;
import io.casemate.engine.onnx.Graph;
import io.casemate.engine.onnx.Model;
import io.casemate.engine.onnx.TensorProto;
import io.casemate.engine.onnx.ValueInfo;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/// Types of values as the model file states them.
record ModelCosts(Model model, Map<String, ValueInfo> stated) {

    static ModelCosts of(Model model) {
        var stated = new HashMap<String, ValueInfo>();
        Graph graph = model.graph();
        graph.valueInfos().forEach(value -> stated.put(value.name(), value));
        graph.inputs().forEach(value -> stated.put(value.name(), value));
        graph.outputs().forEach(value -> stated.put(value.name(), value));
        return new ModelCosts(model, stated);
    }

    Cost cost(int node) {
        return Cost.UNKNOWN;
    }

    String typeOf(String name) {
        ValueInfo value = stated.get(name);
        if (value == null || value.type() == ElementType.UNDEFINED) {
            return "";
        }
        return value.type() + value.shape().map(shape -> " " + shape).orElse("");
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
                Optional.empty());
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
