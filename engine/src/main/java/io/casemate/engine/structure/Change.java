package io.casemate.engine.structure;

import java.util.List;
import java.util.Optional;

/// A node that is not the same in both revisions.
///
/// @param before empty when it was added
/// @param after empty when it was removed
/// @param differences what changed; empty for added and removed nodes
public record Change(
        Optional<GraphNode> before, Optional<GraphNode> after, List<Difference> differences) {

    public Change {
        differences = List.copyOf(differences);
        if (before.isEmpty() && after.isEmpty()) {
            throw new IllegalArgumentException("neither before nor after is there");
        }
    }

    /// How it changed.
    public enum Kind {
        ADDED,
        REMOVED,
        CHANGED
    }

    public Kind kind() {
        if (before.isEmpty()) {
            return Kind.ADDED;
        }
        return after.isEmpty() ? Kind.REMOVED : Kind.CHANGED;
    }

    /// {@return the node after, else before}
    public GraphNode node() {
        return after.or(() -> before).orElseThrow();
    }
}
