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
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// The revisions in the read model, and the registry published from them.
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
        return 1;
    }

    @Override
    public List<String> tables() {
        return List.of("models_revision");
    }

    @Override
    public List<String> schema() {
        return List.of(
                "create table models_revision (digest varchar(64) primary key,"
                        + " model varchar(64) not null, sequence bigint not null unique,"
                        + " revision clob not null)");
    }

    @Override
    public void apply(LedgerEntry entry, Connection db) throws SQLException {
        if (entry.is(RevisionAdmitted.class)) {
            insert(entry.event(RevisionAdmitted.class).revision(), entry.sequence(), db);
            isChanged = true;
        } else if (entry.is(RevisionRestored.class)) {
            isChanged = true;
        }
    }

    @Override
    public void published(Connection db) throws SQLException {
        if (!isChanged) {
            return;
        }
        List<Revision> revisions = new ArrayList<>();
        try (Statement statement = db.createStatement();
                ResultSet row =
                        statement.executeQuery(
                                "select revision from models_revision order by sequence desc")) {
            while (row.next()) {
                revisions.add(Json.mapper().readValue(row.getString(1), Revision.class));
            }
        }
        Set<RevisionId> missing =
                revisions.stream()
                        .map(Revision::id)
                        .filter(id -> !store.holds(id.digest()))
                        .collect(Collectors.toSet());
        isChanged = false;
        registry.update(_ -> new Registry(revisions, missing));
    }

    private static void insert(Revision revision, long sequence, Connection db)
            throws SQLException {
        try (PreparedStatement statement =
                db.prepareStatement("insert into models_revision values (?, ?, ?, ?)")) {
            statement.setString(1, revision.id().digest().hex());
            statement.setString(2, revision.model().text());
            statement.setLong(3, sequence);
            statement.setString(4, Json.mapper().writeValueAsString(revision));
            statement.executeUpdate();
        }
    }
}
