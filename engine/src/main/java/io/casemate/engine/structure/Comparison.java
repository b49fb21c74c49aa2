package io.casemate.engine.structure;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// What differs between two structures.
///
/// @param changes in the order of the graph: changed and added by the place after, then removed
/// @param same nodes that are equal in both, weights byte by byte
/// @param operators by how much the number of each operator changed; those that did not are left
///   out
public record Comparison(
        ModelStructure before,
        ModelStructure after,
        List<Change> changes,
        int same,
        SortedMap<String, Long> operators) {

    public Comparison {
        changes = List.copyOf(changes);
    }

    static Comparison of(ModelStructure before, ModelStructure after) throws IOException {
        NodePairs pairs = NodePairs.of(before, after);
        var weights = new WeightContents(before.folder(), after.folder());
        var changes = new ArrayList<Change>();
        int same = 0;
        for (GraphNode node : after.nodes()) {
            Optional<GraphNode> old = pairs.before(node);
            if (old.isEmpty()) {
                changes.add(new Change(Optional.empty(), Optional.of(node), List.of()));
                continue;
            }
            List<Difference> differences = new Differences(weights).between(old.get(), node);
            if (differences.isEmpty()) {
                same++;
            } else {
                changes.add(new Change(old, Optional.of(node), differences));
            }
        }
        pairs.removed()
                .forEach(node ->
                        changes.add(new Change(Optional.of(node), Optional.empty(), List.of())));
        return new Comparison(before, after, changes, same, histogram(before, after));
    }

    private static SortedMap<String, Long> histogram(ModelStructure before, ModelStructure after) {
        var difference = new TreeMap<>(after.operators());
        before.operators().forEach((name, count) -> difference.merge(name, -count, Long::sum));
        difference.values().removeIf(count -> count == 0);
        return difference;
    }

    public long count(Change.Kind kind) {
        return changes.stream().filter(change -> change.kind() == kind).count();
    }
}
