package io.casemate.engine.ledger;

import io.casemate.engine.json.Json;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/// Ledgers in a folder, and a projection that keeps what it was told.
final class LedgerFixture {
    private LedgerFixture() {}

    record Noted(String text, long number) {}

    static LedgerConfig config(Path data) {
        return new LedgerConfig(
                data.resolve("ledger"),
                data.resolve("casemate.mv.db"),
                data.resolve("keys"),
                Clock.systemUTC(),
                () -> "operator");
    }

    static Draft draft(long number) {
        return new Draft(
                "Noted", "note-" + number, Json.treeOf(new Noted("text " + number, number)));
    }

    static void append(Ledger ledger, int count) {
        for (int i = 0; i < count; i++) {
            ledger.append(draft(i));
        }
    }

    /// One row an entry.
    static final class Notes implements Projection {
        private final int version;
        private volatile List<Long> seen = List.of();

        Notes(int version) {
            this.version = version;
        }

        List<Long> seen() {
            return seen;
        }

        @Override
        public String name() {
            return "notes";
        }

        @Override
        public int version() {
            return version;
        }

        @Override
        public List<String> tables() {
            return List.of("notes");
        }

        @Override
        public List<String> schema() {
            return List.of(
                    "create table notes (sequence bigint primary key, subject varchar(100))");
        }

        @Override
        public void apply(LedgerEntry entry, Connection db) throws SQLException {
            try (PreparedStatement insert =
                    db.prepareStatement("insert into notes values (?, ?)")) {
                insert.setLong(1, entry.sequence());
                insert.setString(2, entry.subject());
                insert.executeUpdate();
            }
        }

        @Override
        public void published(Connection db) throws SQLException {
            List<Long> rows = new ArrayList<>();
            try (Statement statement = db.createStatement();
                    ResultSet row =
                            statement.executeQuery("select sequence from notes order by 1")) {
                while (row.next()) {
                    rows.add(row.getLong(1));
                }
            }
            seen = List.copyOf(rows);
        }
    }
}
