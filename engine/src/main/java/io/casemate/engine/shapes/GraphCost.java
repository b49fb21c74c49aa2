package io.casemate.engine.shapes;

import io.casemate.engine.onnx.ElementType;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// What running a model once costs, at the sizes of some [Bindings].
///
/// @param nodes of the main graph, in its order
/// @param parameterBytes bytes of constants by element type, subgraphs included
/// @param largest the largest tensors of the model, largest first, at most eight
public record GraphCost(
        ModelShapes shapes,
        List<NodeCost> nodes,
        CostTotals totals,
        SortedMap<ElementType, Long> parameterBytes,
        PeakMemory peak,
        List<LargeTensor> largest) {

    public GraphCost {
        nodes = List.copyOf(nodes);
        parameterBytes = Collections.unmodifiableSortedMap(new TreeMap<>(parameterBytes));
        largest = List.copyOf(largest);
    }

    /// {@return the values of the main graph by name}
    public Map<String, ValueShape> values() {
        return shapes.main().values();
    }

    /// {@return the share of nodes whose costs are fully known, 0 to 1; 1 for a graph without
    /// nodes}
    public double knownShare() {
        return nodes.isEmpty() ? 1 : 1 - (double) totals.unknownNodes() / nodes.size();
    }
}
