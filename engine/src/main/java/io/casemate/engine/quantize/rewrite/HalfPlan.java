package io.casemate.engine.quantize.rewrite;

import io.casemate.engine.onnx.Attribute;
import io.casemate.engine.onnx.ElementType;
import io.casemate.engine.onnx.Graph;
import io.casemate.engine.onnx.Model;
import io.casemate.engine.onnx.Node;
import io.casemate.engine.onnx.ValueInfo;
import io.casemate.engine.shapes.Bindings;
import io.casemate.engine.shapes.GraphShapes;
import io.casemate.engine.shapes.ModelShapes;
import io.casemate.engine.shapes.ShapeInference;
import io.casemate.engine.shapes.ValueShape;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// Which nodes of a model, those of subgraphs included, compute in 16 bits. A node does when its
/// operator may and the types of everything that it reads and makes are known; all others stay in
/// `FLOAT`, so that an unknown type costs size and never correctness.
final class HalfPlan {
    private final HalfOperators operators;
    private final ModelShapes shapes;
    private final Map<Graph, Types> types = new IdentityHashMap<>();
    private final Set<Node> halves = Collections.newSetFromMap(new IdentityHashMap<>());
    private final Set<String> readHalf = new HashSet<>();
    private final Set<String> readFloat = new HashSet<>();
    private final Set<String> pinned = new HashSet<>();
    private final Set<String> ports = new HashSet<>();

    /// What a graph may read: its own values, then those around it.
    record Types(GraphShapes own, Optional<Types> around) {

        ElementType of(String name) {
            return own.values().containsKey(name) || around.isEmpty()
                    ? own.of(name).type()
                    : around.get().of(name);
        }
    }

    /// @param keepIo whether inputs and outputs of the model stay `FLOAT`
    HalfPlan(Model model, HalfOperators operators, boolean keepIo) {
        this.operators = operators;
        this.shapes = ShapeInference.of(model, Bindings.SYMBOLIC);
        var main = new Types(shapes.main(), Optional.empty());
        collect(model.graph(), main, "");
        if (!keepIo) {
            ports(model.graph());
        }
        model.graph().outputs().stream()
                .map(ValueInfo::name)
                .filter(name -> !isPort(name))
                .forEach(pinned::add);
        types.forEach(this::makers);
    }

    /// Outputs that are constants, or have no shape to declare, stay as they are.
    private void ports(Graph graph) {
        Set<String> made = new HashSet<>();
        graph.inputs().forEach(input -> made.add(input.name()));
        graph.nodes().stream()
                .filter(node -> !node.is("Constant"))
                .forEach(node -> made.addAll(node.outputs()));
        Stream.concat(graph.inputs().stream(), graph.outputs().stream())
                .filter(port -> port.type() == ElementType.FLOAT && port.shape().isPresent())
                .map(ValueInfo::name)
                .filter(name -> made.contains(name) && !isPinned(name))
                .forEach(ports::add);
    }

    /// {@return whether it is an input or an output of the model that becomes 16 bits}
    boolean isPort(String name) {
        return ports.contains(name);
    }

    boolean isHalf(Node node) {
        return halves.contains(node);
    }

    /// {@return the nodes that compute in 16 bits}
    Set<Node> halves() {
        return halves;
    }

    Types types(Graph graph) {
        return types.get(graph);
    }

    /// {@return whether a node that computes in 16 bits reads the value}
    boolean isReadHalf(String name) {
        return readHalf.contains(name);
    }

    /// {@return whether something needs the value in `FLOAT`}
    boolean isReadFloat(String name) {
        return readFloat.contains(name) || pinned.contains(name);
    }

    /// {@return whether a graph gives the value out, so that it keeps name and type}
    boolean isPinned(String name) {
        return pinned.contains(name);
    }

    private void collect(Graph graph, Types known, String path) {
        types.put(graph, known);
        for (int i = 0; i < graph.nodes().size(); i++) {
            Node node = graph.nodes().get(i);
            decide(node, known);
            for (Attribute attribute : node.attributes()) {
                String place = path + i + "/" + attribute.name();
                switch (attribute.value()) {
                    case Attribute.GraphValue(Graph inner) -> collect(inner, known, place, true);
                    case Attribute.Graphs(List<Graph> several) ->
                            several.forEach(inner -> collect(inner, known, place, false));
                    case Attribute.Value _ -> {}
                }
            }
        }
    }

    private void collect(Graph inner, Types around, String place, boolean isAlone) {
        GraphShapes own =
                isAlone && shapes.subgraphs().containsKey(place)
                        ? shapes.subgraphs().get(place)
                        : unknown(inner);
        inner.outputs().stream().map(ValueInfo::name).forEach(pinned::add);
        collect(inner, new Types(own, Optional.of(around)), place + "/");
    }

    /// {@return that nothing is known of the values of `graph`, which hide those around it}
    private static GraphShapes unknown(Graph graph) {
        var values = new HashMap<String, ValueShape>();
        graph.inputs().forEach(value -> values.put(value.name(), ValueShape.UNKNOWN));
        graph.initializers().forEach(tensor -> values.put(tensor.name(), ValueShape.UNKNOWN));
        graph.nodes().stream()
                .flatMap(node -> node.outputs().stream())
                .forEach(name -> values.put(name, ValueShape.UNKNOWN));
        return new GraphShapes(values, Set.of());
    }

    private void decide(Node node, Types known) {
        boolean isHalf =
                operators.computes(node)
                        && areKnown(node, known)
                        && hasFloat(node.inputs(), known)
                        && !HalfOperators.takesBoth(node)
                        && !node.is("Constant");
        if (isHalf) {
            halves.add(node);
        }
        for (int i = 0; i < node.inputs().size(); i++) {
            String name = node.inputs().get(i);
            if (HalfOperators.takesBoth(node) && known.of(name) == ElementType.FLOAT) {
                continue;
            }
            if (isHalf && !HalfOperators.isFloatInput(node, i)) {
                readHalf.add(name);
            } else {
                readFloat.add(name);
            }
        }
    }

    private static boolean areKnown(Node node, Types known) {
        return Stream.concat(node.inputs().stream(), node.outputs().stream())
                .filter(name -> !name.isEmpty())
                .allMatch(name -> known.of(name) != ElementType.UNDEFINED);
    }

    private static boolean hasFloat(List<String> names, Types known) {
        return names.stream().anyMatch(name -> known.of(name) == ElementType.FLOAT);
    }

    /// Values made out of whole numbers lose the least when they are rounded last.
    private void makers(Graph graph, Types known) {
        for (Node node : graph.nodes()) {
            if (HalfOperators.isMaker(node)
                    && operators.computes(node)
                    && hasFloat(node.outputs(), known)
                    && !hasFloat(node.inputs(), known)) {
                String made = node.outputs().getFirst();
                if (isReadHalf(made) && !isReadFloat(made)) {
                    halves.add(node);
                }
            }
        }
    }
}
