package io.casemate.engine.shapes;

import io.casemate.engine.onnx.Attribute;
import io.casemate.engine.onnx.Dim;
import io.casemate.engine.onnx.ElementType;
import io.casemate.engine.onnx.Graph;
import io.casemate.engine.onnx.Model;
import io.casemate.engine.onnx.Node;
import io.casemate.engine.onnx.TensorProto;
import io.casemate.engine.onnx.ValueInfo;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// Walks the nodes of a model in their order and applies the rule of each.
final class GraphWalk {
    /// Bodies of loops are walked again when their state changes its shape; deeper nesting, or a
    /// hostile model, must not multiply that.
    private static final int WALKS_PER_NODE = 4;

    private static final int MOST_DEPTH = 16;

    /// Small tensors followed element by element, all together.
    private static final long MOST_ELEMENTS = 4_000_000;

    private final Rules rules;
    private final Map<String, Long> opsets = new HashMap<>();
    private final InputShapes inputShapes;
    private final SortedMap<String, GraphShapes> subgraphs = new TreeMap<>();
    private long walksLeft;
    private long elementsLeft = MOST_ELEMENTS;

    GraphWalk(Model model, Bindings bindings, Rules rules) {
        this.rules = rules;
        model.opsets().forEach(opset -> opsets.merge(opset.domain(), opset.version(), Math::max));
        inputShapes = new InputShapes(model.graph(), bindings);
        walksLeft = WALKS_PER_NODE * model.graph().allNodes().count();
    }

    ModelShapes shapes(Graph graph) {
        Scope scope = walk(graph, new Frame(Scope.OUTERMOST, "", 0), List.of());
        return new ModelShapes(scope.shapes(), subgraphs);
    }

    /// Where a graph is.
    ///
    /// @param path that its subgraphs' paths begin with, empty or ending in `/`
    private record Frame(Scope outer, String path, int depth) {}

    private Scope walk(Graph graph, Frame frame, List<Fact> given) {
        var scope = new Scope(frame.outer());
        for (TensorProto tensor : graph.initializers()) {
            scope.put(tensor.name(), counted(Constants.fact(tensor)));
        }
        for (int i = 0; i < graph.inputs().size(); i++) {
            ValueInfo input = graph.inputs().get(i);
            if (!scope.holds(input.name())) {
                Fact declared = inputShapes.declared(input, frame.depth() == 0);
                scope.put(
                        input.name(),
                        i < given.size() ? refined(given.get(i), declared) : declared);
            }
        }
        Map<String, ValueInfo> hints = hints(graph);
        for (int i = 0; i < graph.nodes().size(); i++) {
            walk(graph.nodes().get(i), i, new Frame(scope, frame.path(), frame.depth()), hints);
        }
        return scope;
    }

    private static Map<String, ValueInfo> hints(Graph graph) {
        var hints = new HashMap<String, ValueInfo>();
        graph.valueInfos().forEach(info -> hints.put(info.name(), info));
        graph.outputs().forEach(info -> hints.put(info.name(), info));
        return hints;
    }

    private void walk(Node node, int index, Frame frame, Map<String, ValueInfo> hints) {
        walksLeft--;
        Scope scope = frame.outer();
        List<Fact> inputs = node.inputs().stream().map(scope::find).toList();
        Bodies bodies = (attribute, given) -> body(node, index + "/" + attribute, frame, given);
        var call = new Call(node, opset(node.domain()), inputs, bodies);
        List<Fact> outputs = rules.of(node.domain(), node.opType()).infer(call);
        boolean isFolded = isFoldable(node, inputs);
        for (int i = 0; i < node.outputs().size(); i++) {
            String name = node.outputs().get(i);
            if (!name.isEmpty()) {
                Fact fact = i < outputs.size() ? outputs.get(i) : Fact.UNKNOWN;
                if (hints.containsKey(name)) {
                    fact = refined(fact, inputShapes.hinted(hints.get(name)));
                }
                scope.put(name, counted(fact.constant(isFolded)));
            }
        }
    }

    private long opset(String domain) {
        return opsets.getOrDefault(domain, 1L);
    }

    /// Operators that a runtime works out while it loads the model.
    private static boolean isFoldable(Node node, List<Fact> inputs) {
        return node.subgraphs().isEmpty()
                && !node.opType().startsWith("Random")
                && inputs.stream().allMatch(Fact::isConstant);
    }

    /// What the rules say goes before what the file says.
    private static Fact refined(Fact inferred, Fact declared) {
        if (inferred.dims().isEmpty()) {
            return inferred.type() == declared.type() || inferred.type() == ElementType.UNDEFINED
                    ? declared.constant(inferred.isConstant())
                    : inferred;
        }
        if (declared.dims().isEmpty()
                || declared.dims().get().size() != inferred.dims().get().size()) {
            return inferred;
        }
        var dims = new ArrayList<Dim>();
        for (int i = 0; i < inferred.dims().get().size(); i++) {
            dims.add(Sizes.same(inferred.dims().get().get(i), declared.dims().get().get(i)));
        }
        var type = inferred.type() == ElementType.UNDEFINED ? declared.type() : inferred.type();
        return Fact.of(type, dims)
                .withContents(inferred.contents())
                .constant(inferred.isConstant());
    }

    private Fact counted(Fact fact) {
        elementsLeft -= fact.contents().map(List::size).orElse(0);
        return elementsLeft < 0 ? fact.withoutContents() : fact;
    }

    private List<Fact> body(Node node, String place, Frame frame, List<Fact> given) {
        String attribute = place.substring(place.indexOf('/') + 1);
        if (walksLeft < 0
                || frame.depth() >= MOST_DEPTH
                || !(node.attribute(attribute).orElse(new Attribute.IntValue(0))
                        instanceof Attribute.GraphValue(Graph graph))) {
            return List.of();
        }
        String path = frame.path() + place;
        Scope scope = walk(graph, new Frame(frame.outer(), path + "/", frame.depth() + 1), given);
        subgraphs.put(path, scope.shapes());
        return graph.outputs().stream().map(output -> scope.find(output.name())).toList();
    }
}
