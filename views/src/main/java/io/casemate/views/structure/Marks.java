package io.casemate.views.structure;

import java.util.Set;

/// What stands out in the graph.
///
/// @param selected id of a box; -1 when none is
/// @param matches ids of nodes and blocks that a search or comparison found
record Marks(int selected, Set<Integer> matches, Colouring colouring) {
    static final int NOTHING = -1;
    static final Marks NONE = new Marks(NOTHING, Set.of(), Colouring.FAMILY);

    Marks {
        matches = Set.copyOf(matches);
    }

    Marks selecting(int id) {
        return new Marks(id, matches, colouring);
    }

    Marks matching(Set<Integer> ids) {
        return new Marks(selected, ids, colouring);
    }

    Marks coloured(Colouring changed) {
        return new Marks(selected, matches, changed);
    }
}
