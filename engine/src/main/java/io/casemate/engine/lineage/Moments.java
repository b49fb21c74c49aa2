package io.casemate.engine.lineage;

import io.casemate.engine.ledger.LedgerException;
import java.time.Instant;

/// What was decided to serve at any time.
public interface Moments {

    /// {@return what follows from the entries of the ledger up to and including `time`}
    ///
    /// @throws LedgerException when the ledger cannot be read
    Moment at(Instant time);
}
