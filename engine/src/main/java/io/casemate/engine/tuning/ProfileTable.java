package io.casemate.engine.tuning;

import io.casemate.engine.feed.Feed;
import io.casemate.engine.feed.LiveFeed;
import io.casemate.engine.fleet.HostClass;
import io.casemate.engine.json.Json;
import io.casemate.engine.ledger.LedgerEntry;
import io.casemate.engine.ledger.Projection;
import io.casemate.engine.models.RevisionId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The profiles that count, as a table: the newest for each revision and class of hosts.
final class ProfileTable implements Projection {
    private final LiveFeed<List<RecordedProfile>> recorded = new LiveFeed<>(List.of());
    private boolean isChanged = true;

    Feed<List<RecordedProfile>> recorded() {
        return recorded;
    }

    Optional<RecordedProfile> find(RevisionId revision, HostClass host) {
        return recorded.latest().stream()
                .filter(one -> one.profile().revision().equals(revision))
                .filter(one -> one.profile().host().equals(host))
                .findFirst();
    }

    @Override
    public String name() {
        return "tuning";
    }

    @Override
    public int version() {
        return 1;
    }

    @Override
    public List<String> tables() {
        return List.of("tuning_profiles");
    }

    @Override
    public List<String> schema() {
        return List.of(
                """
                CREATE TABLE tuning_profiles (
                    revision VARCHAR(71) NOT NULL,
                    host VARCHAR(12) NOT NULL,
                    sequence BIGINT NOT NULL,
                    recorded CLOB NOT NULL,
                    PRIMARY KEY (revision, host))
                """);
    }

    @Override
    public void apply(LedgerEntry entry, Connection db) throws SQLException {
        if (!entry.is(ProfileRecorded.class)) {
            return;
        }
        ProfileRecorded event = entry.event(ProfileRecorded.class);
        var news =
                new RecordedProfile(entry.time(), entry.actor(), event.source(), event.profile());
        try (PreparedStatement merge =
                db.prepareStatement(
                        "MERGE INTO tuning_profiles (revision, host, sequence, recorded)"
                                + " KEY (revision, host) VALUES (?, ?, ?, ?)")) {
            merge.setString(1, event.profile().revision().toString());
            merge.setString(2, event.profile().host().id());
            merge.setLong(3, entry.sequence());
            merge.setString(4, Json.treeOf(news).toString());
            merge.executeUpdate();
        }
        isChanged = true;
    }

    @Override
    public void published(Connection db) throws SQLException {
        if (!isChanged) {
            return;
        }
        var rows = new ArrayList<RecordedProfile>();
        try (PreparedStatement query =
                        db.prepareStatement(
                                "SELECT recorded FROM tuning_profiles ORDER BY sequence DESC");
                ResultSet row = query.executeQuery()) {
            while (row.next()) {
                rows.add(Json.mapper().readValue(row.getString(1), RecordedProfile.class));
            }
        }
        isChanged = false;
        List<RecordedProfile> newest = List.copyOf(rows);
        recorded.update(_ -> newest);
    }
}
