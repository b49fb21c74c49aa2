package io.casemate.engine.models;

import io.casemate.engine.feed.Feed;
import io.casemate.engine.feed.LiveFeed;
import io.casemate.engine.json.Json;
import io.casemate.engine.ledger.LedgerEntry;
import io.casemate.engine.ledger.Projection;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// The entries about models in the read model, and the registry published from them.
final class RevisionTable implements Projection {
    private final ContentStore store;
    private final LiveFeed<Registry> registry = new LiveFeed<>(new Registry(List.of()));
    private boolean isChanged = true;

    RevisionTable(ContentStore store) {
        this.store = store;
    }

    Feed<Registry> registry() {
        return registry;
    }

    @Override
    public String name() {
        return "models";
    }

    @Override
    public int version() {
        return 2;
    }

    @Override
    public List<String> tables() {
        return List.of("models_revision", "models_entry");
    }

    @Override
    public List<String> schema() {
        return List.of(
                "create table models_entry (sequence bigint primary key, entry clob not null)");
    }

    @Override
    public void apply(LedgerEntry entry, Connection db) throws SQLException {
        if (RegistryFold.concerns(entry)) {
            insert(entry, db);
            isChanged = true;
        }
    }

    @Override
    public void published(Connection db) throws SQLException {
        if (!isChanged) {
            return;
        }
        var fold = new RegistryFold();
        try (Statement statement = db.createStatement();
                ResultSet row =
                        statement.executeQuery(
                                "select entry from models_entry order by sequence")) {
            while (row.next()) {
                fold.apply(Json.mapper().readValue(row.getString(1), LedgerEntry.class));
            }
        }
        Registry known = fold.registry();
        Set<RevisionId> missing =
                known.revisions().stream()
                        .map(Revision::id)
                        .filter(id -> !store.holds(id.digest()))
                        .collect(Collectors.toSet());
        isChanged = false;
        registry.update(_ -> known.withMissing(missing));
    }

    private static void insert(LedgerEntry entry, Connection db) throws SQLException {
        try (PreparedStatement statement =
                db.prepareStatement("insert into models_entry values (?, ?)")) {
            statement.setLong(1, entry.sequence());
            statement.setString(2, Json.mapper().writeValueAsString(entry));
            statement.executeUpdate();
        }
    }
}
