package io.casemate.views.models;

import io.casemate.engine.models.Origin;
import io.casemate.engine.models.Revision;
import io.casemate.engine.models.RevisionId;
import java.util.ArrayList;
import java.util.List;

/// Revisions in the order of a tree: a model's imported revisions, newest first, each followed by
/// what was made from it.
final class Family {
    private static final String STEP = "\u2514 ";

    private Family() {}

    static List<Revision> ordered(List<Revision> revisions) {
        var ordered = new ArrayList<Revision>();
        revisions.stream()
                .map(Revision::model)
                .distinct()
                .flatMap(name -> revisions.stream().filter(one -> one.model().equals(name)))
                .filter(one -> !hasParentIn(revisions, one))
                .forEach(root -> add(root, revisions, ordered));
        return ordered;
    }

    private static void add(Revision root, List<Revision> revisions, List<Revision> ordered) {
        ordered.add(root);
        revisions.stream()
                .filter(other -> isMadeFrom(other, root.id()))
                .forEach(variant -> add(variant, revisions, ordered));
    }

    private static boolean hasParentIn(List<Revision> revisions, Revision one) {
        return revisions.stream().anyMatch(parent -> isMadeFrom(one, parent.id()));
    }

    private static boolean isMadeFrom(Revision one, RevisionId parent) {
        return one.parent().filter(parent::equals).isPresent();
    }

    /// {@return the name of the model; of a revision that was made from another, set in, how}
    static String name(Revision revision) {
        return switch (revision.origin()) {
            case Origin.Imported _ -> revision.model().text();
            case Origin.Quantized(_, var card) -> STEP + card.recipe();
        };
    }
}
