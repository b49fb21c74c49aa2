package io.casemate.engine.quantize.rewrite;

import io.casemate.engine.onnx.Attribute;
import io.casemate.engine.onnx.ElementType;
import io.casemate.engine.onnx.Graph;
import io.casemate.engine.onnx.Node;
import io.casemate.engine.onnx.TensorBytes;
import io.casemate.engine.onnx.TensorData;
import io.casemate.engine.onnx.TensorProto;
import io.casemate.engine.onnx.ValueInfo;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// A graph while it is rewritten: nodes in order, new constants, and names that are still free. The
/// drafts of graphs inside its nodes are made by it.
final class GraphDraft {
    private final Graph original;
    private final FreeNames names;
    private final Scratch scratch;
    private final Map<String, Constant> visible;
    private final WeightPlaces places;
    private final List<Node> nodes = new ArrayList<>();
    private final List<TensorProto> constants = new ArrayList<>();
    private final Set<String> replaced = new HashSet<>();
    private final Map<String, String> made = new HashMap<>();

    /// A constant that nodes of a graph may read.
    ///
    /// @param owner draft of the graph that it belongs to: this one, or one around it
    record Constant(TensorProto tensor, GraphDraft owner) {}

    GraphDraft(Graph original, Scratch scratch) {
        this(original, new FreeNames(original), scratch, Map.of());
    }

    private GraphDraft(
            Graph original, FreeNames names, Scratch scratch, Map<String, Constant> around) {
        this.original = original;
        this.names = names;
        this.scratch = scratch;
        this.visible = visible(around);
        this.places = new WeightPlaces(original);
    }

    /// Constants that callers give or get are none; what an `Identity` calls by another name is
    /// one.
    private Map<String, Constant> visible(Map<String, Constant> around) {
        var found = new HashMap<>(around);
        for (Node node : original.nodes()) {
            node.outputs().forEach(found::remove);
        }
        Stream.concat(
                        original.initializers().stream(),
                        original.nodes().stream()
                                .flatMap(node -> WeightPlaces.constant(node).stream()))
                .forEach(tensor -> found.put(tensor.name(), new Constant(tensor, this)));
        ports(original).forEach(found::remove);
        original.nodes().stream()
                .filter(node -> node.is("Identity") && found.containsKey(node.input(0)))
                .filter(node -> ports(original).noneMatch(node.outputs().getFirst()::equals))
                .forEach(node -> found.put(node.outputs().getFirst(), found.get(node.input(0))));
        return found;
    }

    Graph original() {
        return original;
    }

    GraphDraft inside(Graph graph) {
        return new GraphDraft(graph, names, scratch, visible);
    }

    /// {@return the constant that nodes of this graph read under `name`}
    Optional<Constant> constant(String name) {
        return Optional.ofNullable(visible.get(name));
    }

    /// {@return the nodes that read the value `name`, those of subgraphs included}
    Set<Node> readers(String name) {
        return places.readers(name);
    }

    /// {@return `wanted` or like it; see [FreeNames#fresh(String)]}
    String fresh(String wanted) {
        return names.fresh(wanted);
    }

    void add(Node node) {
        nodes.add(node);
    }

    void constant(String name, ElementType type, List<Long> dims, byte[] bytes) throws IOException {
        var data = new TensorData.Raw(scratch.keep(bytes));
        constants.add(new TensorProto(name, type, dims, data, 1));
    }

    void floats(String name, float[] values, List<Long> dims) throws IOException {
        constant(name, ElementType.FLOAT, dims, TensorBytes.floats(values));
    }

    /// The constant `name` of this graph is left out, should nothing read it any more.
    void replace(String name) {
        replaced.add(name);
    }

    /// Remembers what was made for `key`, so that it is made once.
    Map<String, String> made() {
        return made;
    }

    /// {@return the graph, without replaced constants that nothing reads any more}
    Graph finished() {
        dropAliases();
        Graph changed = original.withNodes(nodes);
        Set<String> read = new HashSet<>();
        collectRead(changed, read);
        Predicate<String> isGone = name -> replaced.contains(name) && !read.contains(name);
        List<Node> left =
                nodes.stream()
                        .filter(node ->
                                !node.is("Constant") || !isGone.test(node.outputs().getFirst()))
                        .toList();
        List<TensorProto> kept =
                original.initializers().stream()
                        .filter(tensor -> !isGone.test(tensor.name()))
                        .toList();
        Set<String> there = new HashSet<>();
        Stream.concat(kept.stream(), constants.stream()).forEach(t -> there.add(t.name()));
        left.forEach(node -> there.addAll(node.outputs()));
        return changed.withNodes(left)
                .withInitializers(Stream.concat(kept.stream(), constants.stream()).toList())
                .withValueInfos(
                        original.valueInfos().stream()
                                .filter(value -> there.contains(value.name()))
                                .toList());
    }

    /// Takes away the `Identity` nodes of replaced constants that nothing reads any more.
    private void dropAliases() {
        Set<String> read = new HashSet<>();
        collectRead(original.withNodes(nodes), read);
        nodes.removeIf(node ->
                node.is("Identity")
                        && !read.contains(node.outputs().getFirst())
                        && Optional.ofNullable(visible.get(node.input(0)))
                                .filter(it -> it.owner().replaced.contains(it.tensor().name()))
                                .isPresent());
    }

    private static void collectRead(Graph graph, Set<String> read) {
        ports(graph).forEach(read::add);
        for (Node node : graph.nodes()) {
            read.addAll(node.inputs());
            node.attributes().stream()
                    .map(Attribute::reference)
                    .filter(name -> !name.isEmpty())
                    .forEach(read::add);
            node.subgraphs().forEach(subgraph -> collectRead(subgraph, read));
        }
    }

    private static Stream<String> ports(Graph graph) {
        return Stream.concat(graph.inputs().stream(), graph.outputs().stream())
                .map(ValueInfo::name);
    }
}
