package io.casemate.engine.structure;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Finds what differs between two nodes that belong together.
final class Differences {
    private final WeightContents contents;
    private final List<Difference> found = new ArrayList<>();

    Differences(WeightContents contents) {
        this.contents = contents;
    }

    List<Difference> between(GraphNode before, GraphNode after) throws IOException {
        add(Difference.Aspect.OPERATOR, "", before.operator(), after.operator());
        attributes(before, after);
        shapes(before.outputs(), after.outputs());
        int weights = Math.max(before.weights().size(), after.weights().size());
        for (int i = 0; i < weights; i++) {
            weight(at(before.weights(), i), at(after.weights(), i));
        }
        return found;
    }

    private void add(Difference.Aspect aspect, String detail, String before, String after) {
        if (!before.equals(after)) {
            found.add(new Difference(aspect, detail, before, after));
        }
    }

    private void attributes(GraphNode before, GraphNode after) {
        Map<String, String> old = texts(before);
        Map<String, String> changed = texts(after);
        Set<String> names = new LinkedHashSet<>(old.keySet());
        names.addAll(changed.keySet());
        names.forEach(name ->
                add(
                        Difference.Aspect.ATTRIBUTE,
                        name,
                        old.getOrDefault(name, ""),
                        changed.getOrDefault(name, "")));
    }

    private static Map<String, String> texts(GraphNode node) {
        var texts = new LinkedHashMap<String, String>();
        node.attributes().forEach(one -> texts.put(one.name(), one.text()));
        return texts;
    }

    /// Compares what both sides know.
    private void shapes(List<GraphValue> before, List<GraphValue> after) {
        for (int i = 0; i < Math.min(before.size(), after.size()); i++) {
            String old = before.get(i).type();
            String changed = after.get(i).type();
            if (!old.isEmpty() && !changed.isEmpty()) {
                add(Difference.Aspect.SHAPE, after.get(i).name(), old, changed);
            }
        }
    }

    private static List<Weight> at(List<Weight> weights, int index) {
        return index < weights.size() ? List.of(weights.get(index)) : List.of();
    }

    /// @param before one weight, or none
    /// @param after one weight, or none
    private void weight(List<Weight> before, List<Weight> after) throws IOException {
        if (before.isEmpty() || after.isEmpty()) {
            String name = before.isEmpty() ? after.getFirst().name() : before.getFirst().name();
            add(Difference.Aspect.WEIGHT, name, size(before), size(after));
            return;
        }
        Weight old = before.getFirst();
        Weight changed = after.getFirst();
        String name = changed.name();
        add(Difference.Aspect.PRECISION, name, old.precision().name(), changed.precision().name());
        if (!old.dims().equals(changed.dims()) || old.bytes() != changed.bytes()) {
            add(Difference.Aspect.WEIGHT, name, size(before), size(after));
        } else if (!contents.areSame(old, changed)) {
            found.add(
                    new Difference(
                            Difference.Aspect.WEIGHT,
                            name,
                            contents.digestBefore(old),
                            contents.digestAfter(changed)));
        }
    }

    private static String size(List<Weight> weights) {
        return weights.isEmpty()
                ? ""
                : "%s, %d bytes".formatted(weights.getFirst().dims(), weights.getFirst().bytes());
    }
}
