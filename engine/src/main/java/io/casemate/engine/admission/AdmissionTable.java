package io.casemate.engine.admission;

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

/// The matrix in the read model: the last entry of each variant and class of hosts.
final class AdmissionTable implements Projection {
    private final LiveFeed<AdmissionMatrix> matrix = new LiveFeed<>(AdmissionMatrix.EMPTY);
    private boolean isChanged = true;

    Feed<AdmissionMatrix> matrix() {
        return matrix;
    }

    static HostAdmission cell(LedgerEntry entry) {
        return new HostAdmission(entry.event(GateJudged.class), entry.time(), entry.actor());
    }

    @Override
    public String name() {
        return "admissions";
    }

    @Override
    public int version() {
        return 1;
    }

    @Override
    public List<String> tables() {
        return List.of("admissions");
    }

    @Override
    public List<String> schema() {
        return List.of(
                """
                CREATE TABLE admissions (
                    variant VARCHAR(71) NOT NULL,
                    host_class VARCHAR(12) NOT NULL,
                    sequence BIGINT NOT NULL,
                    entry CLOB NOT NULL,
                    PRIMARY KEY (variant, host_class))
                """);
    }

    @Override
    public void apply(LedgerEntry entry, Connection db) throws SQLException {
        if (!entry.is(GateJudged.class)) {
            return;
        }
        GateJudged judged = entry.event(GateJudged.class);
        try (PreparedStatement merge =
                db.prepareStatement(
                        "MERGE INTO admissions (variant, host_class, sequence, entry)"
                                + " KEY (variant, host_class) VALUES (?, ?, ?, ?)")) {
            merge.setString(1, judged.variant().toString());
            merge.setString(2, judged.hostClass().id());
            merge.setLong(3, entry.sequence());
            merge.setString(4, Json.mapper().writeValueAsString(entry));
            merge.executeUpdate();
        }
        isChanged = true;
    }

    @Override
    public void published(Connection db) throws SQLException {
        if (!isChanged) {
            return;
        }
        var cells = new ArrayList<HostAdmission>();
        try (Statement query = db.createStatement();
                ResultSet row =
                        query.executeQuery("SELECT entry FROM admissions ORDER BY sequence")) {
            while (row.next()) {
                cells.add(cell(Json.mapper().readValue(row.getString(1), LedgerEntry.class)));
            }
        }
        isChanged = false;
        matrix.update(_ -> new AdmissionMatrix(cells));
    }
}
