package io.casemate.engine.models;

import java.util.Optional;

/// A revision entered the registry.
///
/// @param importId names the entries of the import that let it in; empty for what was made here,
///   and in ledgers that were written before this was told
public record RevisionAdmitted(Revision revision, Optional<String> importId) {

    /// Of a revision that no import let in.
    public RevisionAdmitted(Revision revision) {
        this(revision, Optional.empty());
    }
}
