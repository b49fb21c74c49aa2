package io.casemate.engine.quantize.rewrite;

import io.casemate.engine.onnx.Attribute;
import io.casemate.engine.onnx.ElementType;
import io.casemate.engine.onnx.Graph;
import io.casemate.engine.onnx.Node;
import io.casemate.engine.onnx.TensorProto;
import io.casemate.engine.onnx.ValueInfo;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/// A graph while it is rewritten: nodes in order, new constants, and names that are still free.
final class GraphDraft {
    private final Graph original;
    private final FreeNames names;
    private final List<Node> nodes = new ArrayList<>();
    private final List<TensorProto> constants = new ArrayList<>();
    private final Map<String, String> made = new HashMap<>();

    GraphDraft(Graph original) {
        this.original = original;
        this.names = new FreeNames(original);
    }

    /// {@return `wanted` or like it; see [FreeNames#fresh(String)]}
    String fresh(String wanted) {
        return names.fresh(wanted);
    }

    void add(Node node) {
        nodes.add(node);
    }

    void constant(TensorProto tensor) {
        constants.add(tensor);
    }

    void floats(String name, float[] values, List<Long> dims) {
        ByteBuffer raw =
                ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        raw.asFloatBuffer().put(values);
        constants.add(TensorProto.of(name, ElementType.FLOAT, dims, raw.array()));
    }

    /// Remembers what was made for `key`, so that it is made once.
    Map<String, String> made() {
        return made;
    }

    /// {@return the graph, without the constants of `replaced` that nothing reads any more}
    Graph finished(Set<String> replaced) {
        Graph changed = original.withNodes(nodes);
        Set<String> read = new HashSet<>();
        collectRead(changed, read);
        List<Node> left =
                nodes.stream()
                        .filter(node ->
                                !node.is("Constant")
                                        || !replaced.contains(node.outputs().getFirst())
                                        || read.contains(node.outputs().getFirst()))
                        .toList();
        List<TensorProto> kept =
                original.initializers().stream()
                        .filter(tensor ->
                                !replaced.contains(tensor.name()) || read.contains(tensor.name()))
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
