package io.casemate.engine.structure;

import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// A model as a graph of nodes in blocks. Immutable; holds no weights.
///
/// Vertices are numbered: nodes first, then the inputs of the model, then its outputs.
///
/// @param folder where the model file and its external data are
/// @param root holds everything; itself never drawn
/// @param cost of all nodes; unknown when that of one node is
public record ModelStructure(
        Path folder,
        ModelHead head,
        List<GraphNode> nodes,
        List<Edge> edges,
        Block root,
        Cost cost) {

    public ModelStructure {
        nodes = List.copyOf(nodes);
        edges = List.copyOf(edges);
    }

    /// {@return one past the last vertex}
    public int vertices() {
        return nodes.size() + head.inputs().size() + head.outputs().size();
    }

    public boolean isNode(int vertex) {
        return vertex >= 0 && vertex < nodes.size();
    }

    public int inputVertex(int input) {
        return nodes.size() + input;
    }

    public int outputVertex(int output) {
        return nodes.size() + head.inputs().size() + output;
    }

    /// {@return the input or output of the model that is drawn as `vertex`}
    public GraphValue terminal(int vertex) {
        int place = vertex - nodes.size();
        int inputs = head.inputs().size();
        return place < inputs ? head.inputs().get(place) : head.outputs().get(place - inputs);
    }

    public boolean isOutput(int vertex) {
        return vertex >= nodes.size() + head.inputs().size();
    }

    /// {@return how often each operator occurs, by name}
    public SortedMap<String, Long> operators() {
        var counts = new TreeMap<String, Long>();
        nodes.forEach(node -> counts.merge(node.operator(), 1L, Long::sum));
        return counts;
    }
}
