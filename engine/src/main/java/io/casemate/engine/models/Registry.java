package io.casemate.engine.models;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Every revision there is: a snapshot.
///
/// @param revisions newest first
/// @param missing those whose bytes are not in the store; they cannot be served until the same
///   content is admitted again
public record Registry(List<Revision> revisions, Set<RevisionId> missing) {

    public Registry {
        revisions = List.copyOf(revisions);
        missing = Set.copyOf(missing);
    }

    public Registry(Collection<Revision> revisions) {
        this(List.copyOf(revisions), Set.of());
    }

    public Optional<Revision> find(RevisionId id) {
        return revisions.stream().filter(revision -> revision.id().equals(id)).findFirst();
    }
}
