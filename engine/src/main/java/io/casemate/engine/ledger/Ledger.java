package io.casemate.engine.ledger;

import io.casemate.engine.feed.Feed;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/// The append-only log that is audit log, recovery source and time machine in one. An action that
/// is not in it did not happen.
public interface Ledger extends AutoCloseable {

    /// Brings `projection` up to date, then keeps it so with every entry.
    void attach(Projection projection);

    /// Writes an entry. Returns when it is on disk (fsync) and every projection has been published.
    ///
    /// @throws LedgerException when it could not be written; nothing has changed then
    LedgerEntry append(Draft draft);

    /// Writes several entries in order, as few units as possible: one fsync for all.
    ///
    /// @throws LedgerException when one could not be written; those before it may have been
    default List<LedgerEntry> appendAll(List<Draft> drafts) {
        return drafts.stream().map(this::append).toList();
    }

    Feed<LedgerHead> head();

    /// {@return up to `limit` entries from sequence `from` on, ascending}
    List<LedgerEntry> list(long from, int limit);

    /// Walks everything from the files on disk, not from memory.
    Verification verify();

    /// Writes all entries, one JSON object a line, and a last line with size and root.
    ///
    /// @return the number of entries written
    long export(Path file) throws IOException;

    /// {@return what was done about the read model on opening, for people; empty if nothing}
    List<String> recoveries();

    @Override
    void close();
}
