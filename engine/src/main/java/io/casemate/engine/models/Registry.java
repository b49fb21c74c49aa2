package io.casemate.engine.models;

import java.util.List;
import java.util.Optional;

/// Every revision there is: a snapshot.
///
/// @param revisions newest first
public record Registry(List<Revision> revisions) {

    public Registry {
        revisions = List.copyOf(revisions);
    }

    public Optional<Revision> find(RevisionId id) {
        return revisions.stream().filter(revision -> revision.id().equals(id)).findFirst();
    }
}
