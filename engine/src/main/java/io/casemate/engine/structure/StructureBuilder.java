package io.casemate.engine.structure;

import io.casemate.engine.onnx.Attribute;
import io.casemate.engine.onnx.Function;
import io.casemate.engine.onnx.Graph;
import io.casemate.engine.onnx.Model;
import io.casemate.engine.onnx.Node;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// Turns a model into its structure: subgraphs and called functions become blocks beside the node
/// that runs them, and their results lead to that node.
final class StructureBuilder {
    /// Functions that call functions may grow beyond any file; deeper calls stay closed.
    private static final int MOST_NODES = 200_000;

    private final Model model;
    private final Path folder;
    private final ModelCosts costs;
    private final Map<String, Function> functions;
    private final List<GraphNode> nodes = new ArrayList<>();
    private final List<Edge> edges = new ArrayList<>();
    private final List<Scope.Wish> wishes = new ArrayList<>();

    StructureBuilder(Model model, Path folder) {
        this.model = model;
        this.folder = folder;
        costs = ModelCosts.of(model);
        functions =
                model.functions().stream()
                        .collect(
                                Collectors.toMap(
                                        one -> operator(one.domain(), one.name()),
                                        one -> one,
                                        (first, _) -> first));
    }

    ModelStructure build() {
        var scope = new Scope(null, costs);
        Graph graph = model.graph();
        scope.weights(graph.initializers());
        addAll(graph.nodes(), scope, List.of());
        ModelHead head = costs.head(scope::typeOf);
        connectTerminals(head, scope);
        wishes.forEach(wish -> wish.edge().ifPresent(edges::add));
        Block root = new Blocks(nodes, edges, vertexCount(head)).root();
        Cost total = costs.total();
        return new ModelStructure(folder, head, nodes, edges, root, total);
    }

    private int vertexCount(ModelHead head) {
        return nodes.size() + head.inputs().size() + head.outputs().size();
    }

    private void connectTerminals(ModelHead head, Scope scope) {
        for (int i = 0; i < head.inputs().size(); i++) {
            scope.produces(head.inputs().get(i).name(), nodes.size() + i);
        }
        for (int i = 0; i < head.outputs().size(); i++) {
            int vertex = nodes.size() + head.inputs().size() + i;
            wishes.add(new Scope.Wish(scope, head.outputs().get(i).name(), vertex));
        }
    }

    private void addAll(List<Node> added, Scope scope, List<String> path) {
        for (int i = 0; i < added.size(); i++) {
            add(added.get(i), scope, path, scope.isOutermost() ? costs.cost(i) : Cost.UNKNOWN);
        }
    }

    private void add(Node node, Scope scope, List<String> path, Cost cost) {
        int id = nodes.size();
        boolean isConstant = scope.constant(node);
        var inputs = new ArrayList<GraphValue>();
        var weights = new ArrayList<Weight>();
        for (String input : node.inputs()) {
            var weight = scope.weight(input);
            if (weight.isPresent()) {
                weights.add(new Weight(input, weight.get()));
            } else if (!input.isEmpty()) {
                inputs.add(scope.value(input));
                wishes.add(new Scope.Wish(scope, input, id));
            }
        }
        List<GraphValue> outputs =
                node.outputs().stream().filter(name -> !name.isEmpty()).map(scope::value).toList();
        outputs.forEach(output -> scope.produces(output.name(), id));
        String operator = operator(node.domain(), node.opType());
        List<String> around = inside(node, path, scope);
        nodes.add(
                new GraphNode(
                        id,
                        node.name(),
                        operator,
                        around,
                        AttributeTexts.of(node),
                        inputs,
                        outputs,
                        weights,
                        cost,
                        isConstant));
        if (nodes.size() < MOST_NODES) {
            addBodies(id, node, scope, around);
        }
    }

    private void addBodies(int id, Node node, Scope scope, List<String> path) {
        for (Attribute attribute : node.attributes()) {
            switch (attribute.value()) {
                case Attribute.GraphValue(Graph body) ->
                        addBody(id, body, scope, deeper(path, id, attribute.name()));
                case Attribute.Graphs(List<Graph> bodies) ->
                        bodies.forEach(body ->
                                addBody(id, body, scope, deeper(path, id, attribute.name())));
                default -> {}
            }
        }
        Function function = functions.get(operator(node.domain(), node.opType()));
        if (function != null && scope.depth() < Scope.DEEPEST) {
            var inner = new Scope(scope, costs);
            int first = nodes.size();
            addAll(function.nodes(), inner, deeper(path, id, function.name()));
            Scope.unread(first, nodes).forEach(from -> edges.add(new Edge(from, id, "")));
        }
    }

    private void addBody(int id, Graph body, Scope outer, List<String> path) {
        var inner = new Scope(outer, costs);
        inner.weights(body.initializers());
        addAll(body.nodes(), inner, path);
        body.outputs().forEach(output -> wishes.add(new Scope.Wish(inner, output.name(), id)));
    }

    private List<String> deeper(List<String> path, int id, String what) {
        var longer = new ArrayList<>(path);
        longer.add(nodes.get(id).opType() + " " + id + " " + what);
        return longer;
    }

    /// Names of nodes inside bodies often repeat those outside: only the outermost graph is grouped
    /// by them.
    private static List<String> inside(Node node, List<String> path, Scope scope) {
        return scope.isOutermost() ? NamePath.of(node.name()) : path;
    }

    static String operator(String domain, String opType) {
        return domain.isEmpty() ? opType : domain + ":" + opType;
    }
}
