package io.casemate.engine.capture;

import io.casemate.engine.json.Json;
import io.casemate.engine.ledger.LedgerEntry;
import io.casemate.engine.ledger.Projection;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Captures as a table: one row each.
final class CaptureProjection implements Projection {
    private final Runnable changed;
    private volatile List<Capture> latest = List.of();

    /// @param changed called after every new snapshot, on the ledger's thread
    CaptureProjection(Runnable changed) {
        this.changed = changed;
    }

    /// {@return all, the newest first}
    List<Capture> latest() {
        return latest;
    }

    Optional<Capture> find(CaptureId id) {
        return latest.stream().filter(capture -> capture.id().equals(id)).findFirst();
    }

    @Override
    public String name() {
        return "captures";
    }

    @Override
    public int version() {
        return 1;
    }

    @Override
    public List<String> tables() {
        return List.of("captures");
    }

    @Override
    public List<String> schema() {
        return List.of(
                """
                CREATE TABLE captures (
                    id VARCHAR(100) PRIMARY KEY,
                    sequence BIGINT NOT NULL,
                    since TIMESTAMP(9) WITH TIME ZONE NOT NULL,
                    actor VARCHAR NOT NULL,
                    started VARCHAR NOT NULL,
                    ended VARCHAR,
                    deleted BOOLEAN NOT NULL)
                """);
    }

    @Override
    public void apply(LedgerEntry entry, Connection db) throws SQLException {
        if (entry.is(CaptureStarted.class)) {
            insert(entry, db);
        } else if (entry.is(CaptureEnded.class)) {
            set(
                    "UPDATE captures SET ended = ? WHERE id = ?",
                    entry.body().toString(),
                    entry.event(CaptureEnded.class).capture(),
                    db);
        } else if (entry.is(CaptureDeleted.class)) {
            set(
                    "UPDATE captures SET deleted = ? WHERE id = ?",
                    true,
                    entry.event(CaptureDeleted.class).capture(),
                    db);
        }
    }

    private static void insert(LedgerEntry entry, Connection db) throws SQLException {
        try (PreparedStatement insert =
                db.prepareStatement(
                        "MERGE INTO captures (id, sequence, since, actor, started, deleted)"
                                + " KEY (id) VALUES (?, ?, ?, ?, ?, FALSE)")) {
            insert.setString(1, entry.event(CaptureStarted.class).capture().text());
            insert.setLong(2, entry.sequence());
            insert.setObject(3, entry.time().atOffset(ZoneOffset.UTC));
            insert.setString(4, entry.actor());
            insert.setString(5, entry.body().toString());
            insert.executeUpdate();
        }
    }

    private static void set(String statement, Object value, CaptureId id, Connection db)
            throws SQLException {
        try (PreparedStatement update = db.prepareStatement(statement)) {
            update.setObject(1, value);
            update.setString(2, id.text());
            update.executeUpdate();
        }
    }

    @Override
    public void published(Connection db) throws SQLException {
        var rows = new ArrayList<Capture>();
        try (PreparedStatement query =
                        db.prepareStatement(
                                "SELECT since, actor, started, ended, deleted FROM captures"
                                        + " ORDER BY sequence DESC");
                ResultSet row = query.executeQuery()) {
            while (row.next()) {
                rows.add(
                        new Capture(
                                event(row.getString("started"), CaptureStarted.class),
                                row.getObject("since", OffsetDateTime.class).toInstant(),
                                row.getString("actor"),
                                Optional.empty(),
                                Optional.ofNullable(row.getString("ended"))
                                        .map(text -> event(text, CaptureEnded.class)),
                                row.getBoolean("deleted")));
            }
        }
        latest = List.copyOf(rows);
        changed.run();
    }

    private static <T> T event(String text, Class<T> type) {
        return Json.read(Json.mapper().readTree(text), type);
    }
}
