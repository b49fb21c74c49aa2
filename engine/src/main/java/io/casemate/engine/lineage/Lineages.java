package io.casemate.engine.lineage;

import io.casemate.engine.ledger.LedgerException;
import io.casemate.engine.models.RevisionId;

/// Lineages of revisions.
public interface Lineages {

    /// {@return the whole family of `id`: its source, what it was made from, what was made from
    /// these, and every deployment of any of them, past ones too}
    ///
    /// @param id must be in the registry
    /// @throws LedgerException when the ledger cannot be read
    Lineage of(RevisionId id);
}
