package io.casemate.engine.structure;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Groups nodes: by the paths in their names where there are any, else by repeated patterns. Blocks
/// of fewer than [#SMALLEST] nodes are dissolved, blocks that hold nothing but one block become one
/// with it.
final class Blocks {
    private static final int SMALLEST = 4;

    /// More direct members than this are grouped further.
    private static final int CROWDED = 60;

    private final List<GraphNode> nodes;
    private final Repeats repeats;
    private int nextId;

    Blocks(List<GraphNode> nodes, List<Edge> edges, int firstId) {
        this.nodes = nodes;
        repeats = new Repeats(nodes, edges);
        nextId = firstId;
    }

    /// A block while it grows.
    static final class Draft {
        final Map<String, Draft> parts = new LinkedHashMap<>();
        final List<Integer> members = new ArrayList<>();

        int size() {
            return members.size() + parts.values().stream().mapToInt(Draft::size).sum();
        }
    }

    Block root() {
        var draft = new Draft();
        for (GraphNode node : nodes) {
            if (!node.isConstant()) {
                Draft place = draft;
                for (String name : node.path()) {
                    place = place.parts.computeIfAbsent(name, _ -> new Draft());
                }
                place.members.add(node.id());
            }
        }
        dissolveSmall(draft);
        return freeze("", "", draft);
    }

    private static void dissolveSmall(Draft draft) {
        draft.parts.values().forEach(Blocks::dissolveSmall);
        boolean isOnly = draft.parts.size() == 1 && draft.members.isEmpty();
        for (var part : List.copyOf(draft.parts.entrySet())) {
            if (part.getValue().size() < SMALLEST && !isOnly) {
                draft.parts.remove(part.getKey());
                flatten(part.getValue(), draft.members);
            }
        }
        draft.members.sort(null);
    }

    private static void flatten(Draft draft, List<Integer> into) {
        into.addAll(draft.members);
        draft.parts.values().forEach(part -> flatten(part, into));
    }

    private Block freeze(String name, String path, Draft draft) {
        if (draft.members.size() > CROWDED) {
            repeats.group(draft);
        }
        int id = nextId++;
        var blocks = new ArrayList<Block>();
        draft.parts.forEach((partName, part) -> blocks.add(named(partName, path, part)));
        return new Block(id, name, path, draft.members, blocks, draft.size());
    }

    private Block named(String name, String outer, Draft draft) {
        String full = name;
        Draft inside = draft;
        while (inside.members.isEmpty() && inside.parts.size() == 1) {
            var only = inside.parts.entrySet().iterator().next();
            full = full + "/" + only.getKey();
            inside = only.getValue();
        }
        return freeze(full, outer.isEmpty() ? full : outer + "/" + full, inside);
    }
}
