package io.casemate.engine.quantize.rewrite;

import io.casemate.engine.onnx.Graph;
import io.casemate.engine.onnx.Node;
import io.casemate.engine.onnx.TensorProto;
import io.casemate.engine.onnx.ValueInfo;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.stream.Stream;

/// The names that a graph and its subgraphs leave free, for values and nodes alike.
final class FreeNames {
    private final NavigableSet<String> taken = new TreeSet<>();

    FreeNames(Graph graph) {
        reserve(graph);
    }

    private void reserve(Graph graph) {
        graph.initializers().stream().map(TensorProto::name).forEach(taken::add);
        Stream.concat(graph.inputs().stream(), graph.outputs().stream())
                .map(ValueInfo::name)
                .forEach(taken::add);
        for (Node node : graph.nodes()) {
            taken.add(node.name());
            taken.addAll(node.inputs());
            taken.addAll(node.outputs());
            node.subgraphs().forEach(this::reserve);
        }
    }

    /// {@return `wanted`, or that with a number when a name begins with it; so names made by adding
    /// to it are free too}
    String fresh(String wanted) {
        String name = wanted;
        for (int number = 2; isTaken(name); number++) {
            name = wanted + "_" + number;
        }
        taken.add(name);
        return name;
    }

    private boolean isTaken(String name) {
        String next = taken.ceiling(name);
        return next != null && next.startsWith(name);
    }
}
