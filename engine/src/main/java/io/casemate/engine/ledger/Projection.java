package io.casemate.engine.ledger;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/// Tables of the read model that are derived from ledger entries and nothing else. Runs on the
/// ledger's writer thread.
public interface Projection {

    /// {@return unique and stable; with [#version()] it names the tables' content}
    String name();

    /// {@return raised whenever [#schema()] or [#apply] changes, so that the tables are rebuilt}
    int version();

    /// {@return the tables, which are dropped before a rebuild}
    List<String> tables();

    /// {@return the statements that create [#tables()] and their indexes}
    List<String> schema();

    /// Applies one entry; entries of other rooms are left alone. Must depend on nothing but the
    /// entry and this projection's own tables.
    void apply(LedgerEntry entry, Connection db) throws SQLException;

    /// Called when everything applied so far is durable, with a connection to read from: the moment
    /// to publish a snapshot.
    void published(Connection db) throws SQLException;
}
