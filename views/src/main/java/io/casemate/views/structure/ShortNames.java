package io.casemate.views.structure;

import io.casemate.engine.structure.GraphNode;

/// The ends of long names: beginnings are the same for most nodes.
final class ShortNames {
    private ShortNames() {}

    /// {@return the last two parts of its path}
    static String of(GraphNode node) {
        String name = node.label();
        int last = name.lastIndexOf('/');
        int before = last <= 0 ? -1 : name.lastIndexOf('/', last - 1);
        return before < 0 ? name : "…" + name.substring(before);
    }
}
