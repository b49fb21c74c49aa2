package io.casemate.engine.airlock;

import io.casemate.engine.feed.Feed;
import io.casemate.engine.models.Revision;
import io.casemate.engine.problem.Outcome;
import java.util.List;

/// What goes on in the airlock, and what waits in its quarantine.
public interface Airlock {

    /// {@return running and lately ended imports, newest first}
    Feed<List<ImportRun>> runs();

    /// {@return newest first}
    Feed<List<QuarantinedItem>> quarantined();

    /// {@return copies that were interrupted and go on when the same file is imported again, newest
    /// first}
    Feed<List<InterruptedCopy>> interrupted();

    /// Deletes an interrupted copy, and says so in the ledger; refused with `AL-007` when there is
    /// none.
    Outcome<InterruptedCopy> discard(ImportId id);

    /// Deletes what waits in quarantine, and says so in the ledger; refused with `AL-007` when
    /// there is no such item.
    Outcome<QuarantinedItem> purge(ImportId id);

    /// Lets a refused model in nevertheless. Always refused, with `AL-1201`: that takes a second
    /// person, and the console cannot tell persons apart.
    Outcome<Revision> override(ImportId id);
}
