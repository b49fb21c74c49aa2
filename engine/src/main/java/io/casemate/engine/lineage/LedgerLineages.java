package io.casemate.engine.lineage;

import io.casemate.engine.ledger.Ledger;
import io.casemate.engine.models.RevisionId;
import java.time.Instant;

/// Lineages from a replay of the ledger.
public final class LedgerLineages implements Lineages {
    private final Ledger ledger;

    public LedgerLineages(Ledger ledger) {
        this.ledger = ledger;
    }

    @Override
    public Lineage of(RevisionId id) {
        return new LineageTree(Replay.until(ledger, Instant.MAX), id).lineage();
    }
}
