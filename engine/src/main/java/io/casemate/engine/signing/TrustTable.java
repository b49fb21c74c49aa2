package io.casemate.engine.signing;

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

/// The trust store in the read model.
final class TrustTable implements Projection {
    private final LiveFeed<TrustStore> store = new LiveFeed<>(TrustStore.STANDARD);
    private boolean isChanged = true;

    Feed<TrustStore> store() {
        return store;
    }

    @Override
    public String name() {
        return "signing";
    }

    @Override
    public int version() {
        return 1;
    }

    @Override
    public List<String> tables() {
        return List.of("signing_identity", "signing_policy");
    }

    @Override
    public List<String> schema() {
        return List.of(
                "create table signing_identity (name varchar(64) primary key,"
                        + " sequence bigint not null unique, identity clob not null)",
                "create table signing_policy (sequence bigint primary key,"
                        + " policy varchar(16) not null)");
    }

    @Override
    public void apply(LedgerEntry entry, Connection db) throws SQLException {
        if (entry.is(IdentityTrusted.class)) {
            insert(entry, db);
        } else if (entry.is(IdentityRemoved.class)) {
            try (PreparedStatement delete =
                    db.prepareStatement("delete from signing_identity where name = ?")) {
                delete.setString(1, entry.event(IdentityRemoved.class).name());
                delete.executeUpdate();
            }
        } else if (entry.is(ProvenancePolicyChosen.class)) {
            try (PreparedStatement insert =
                    db.prepareStatement("insert into signing_policy values (?, ?)")) {
                insert.setLong(1, entry.sequence());
                insert.setString(2, entry.event(ProvenancePolicyChosen.class).policy().name());
                insert.executeUpdate();
            }
        } else {
            return;
        }
        isChanged = true;
    }

    private static void insert(LedgerEntry entry, Connection db) throws SQLException {
        IdentityTrusted event = entry.event(IdentityTrusted.class);
        TrustedIdentity trusted =
                new TrustedIdentity(event.name(), event.identity(), entry.actor(), entry.time());
        try (PreparedStatement insert =
                db.prepareStatement("insert into signing_identity values (?, ?, ?)")) {
            insert.setString(1, event.name());
            insert.setLong(2, entry.sequence());
            insert.setString(3, Json.mapper().writeValueAsString(trusted));
            insert.executeUpdate();
        }
    }

    @Override
    public void published(Connection db) throws SQLException {
        if (!isChanged) {
            return;
        }
        TrustStore newest = new TrustStore(identities(db), policy(db));
        isChanged = false;
        store.update(_ -> newest);
    }

    private static List<TrustedIdentity> identities(Connection db) throws SQLException {
        List<TrustedIdentity> identities = new ArrayList<>();
        try (Statement statement = db.createStatement();
                ResultSet row =
                        statement.executeQuery(
                                "select identity from signing_identity order by sequence")) {
            while (row.next()) {
                identities.add(Json.mapper().readValue(row.getString(1), TrustedIdentity.class));
            }
        }
        return identities;
    }

    private static ProvenancePolicy policy(Connection db) throws SQLException {
        try (Statement statement = db.createStatement();
                ResultSet row =
                        statement.executeQuery(
                                "select policy from signing_policy order by sequence desc limit 1")) {
            return row.next()
                    ? ProvenancePolicy.valueOf(row.getString(1))
                    : TrustStore.STANDARD.policy();
        }
    }
}
