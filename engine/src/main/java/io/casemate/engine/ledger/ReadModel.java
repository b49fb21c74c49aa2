package io.casemate.engine.ledger;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/// The H2 database that projections keep. Owned by the ledger's writer thread: no other thread ever
/// holds its connection.
///
/// Every unit of work is one transaction that also moves the projection's position, followed by
/// `CHECKPOINT SYNC`; with `WRITE_DELAY=0` that is what survives a kill.
final class ReadModel implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(ReadModel.class.getName());
    private static final String SUFFIX = ".mv.db";

    private final Connection db;

    private ReadModel(Connection db) {
        this.db = db;
    }

    /// Opens the database; one that cannot be opened is set aside and replaced by an empty one.
    ///
    /// @param recoveries told what was done
    static ReadModel open(Path file, List<String> recoveries) throws IOException, SQLException {
        boolean existed = Files.exists(file);
        try {
            return new ReadModel(connect(file));
        } catch (SQLException e) {
            if (!existed) {
                throw e;
            }
            LOG.log(Level.WARNING, "The database could not be opened.", e);
            Path aside = setAside(file);
            recoveries.add(
                    "The database could not be opened and was rebuilt from the ledger; the old one is %s."
                            .formatted(aside.getFileName()));
            return new ReadModel(connect(file));
        }
    }

    private static Path setAside(Path file) throws IOException {
        int number = 1;
        Path aside = file.resolveSibling(file.getFileName() + ".damaged-" + number);
        while (Files.exists(aside)) {
            number++;
            aside = file.resolveSibling(file.getFileName() + ".damaged-" + number);
        }
        return Files.move(file, aside);
    }

    private static Connection connect(Path file) throws SQLException {
        String path = file.toAbsolutePath().toString();
        String name =
                path.endsWith(SUFFIX) ? path.substring(0, path.length() - SUFFIX.length()) : path;
        String settings = ";WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE;TRACE_LEVEL_FILE=0";
        Connection db =
                DriverManager.getConnection("jdbc:h2:file:" + name.replace(";", "\\;") + settings);
        try {
            db.setAutoCommit(false);
            execute(
                    db,
                    "CREATE TABLE IF NOT EXISTS projection (name VARCHAR(64) PRIMARY KEY,"
                            + " version INT NOT NULL, next_sequence BIGINT NOT NULL)");
            db.commit();
            return db;
        } catch (SQLException e) {
            db.close();
            throw e;
        }
    }

    private static void execute(Connection db, String sql) throws SQLException {
        try (Statement statement = db.createStatement()) {
            statement.execute(sql);
        }
    }

    /// Makes the tables of `projection` ready and {@return the first entry it has not seen}
    ///
    /// @param size of the ledger; a projection that claims more is rebuilt
    long prepare(Projection projection, long size) throws SQLException {
        long next = -1;
        try (PreparedStatement query =
                db.prepareStatement(
                        "SELECT version, next_sequence FROM projection WHERE name = ?")) {
            query.setString(1, projection.name());
            try (ResultSet row = query.executeQuery()) {
                if (row.next() && row.getInt(1) == projection.version()) {
                    next = row.getLong(2);
                }
            }
        }
        if (next >= 0 && next <= size) {
            return next;
        }
        rebuild(projection);
        return 0;
    }

    private void rebuild(Projection projection) throws SQLException {
        for (String table : projection.tables()) {
            execute(db, "DROP TABLE IF EXISTS " + table);
        }
        for (String statement : projection.schema()) {
            execute(db, statement);
        }
        move(projection, 0);
        commit();
    }

    /// Applies `entries` to `projections` in one unit of work.
    void apply(List<Projection> projections, List<LedgerEntry> entries) throws SQLException {
        try {
            for (Projection projection : projections) {
                for (LedgerEntry entry : entries) {
                    projection.apply(entry, db);
                }
                move(projection, entries.getLast().sequence() + 1);
            }
            commit();
        } catch (SQLException | RuntimeException e) {
            db.rollback();
            throw e;
        }
    }

    private void move(Projection projection, long next) throws SQLException {
        try (PreparedStatement merge =
                db.prepareStatement(
                        "MERGE INTO projection (name, version, next_sequence) KEY (name)"
                                + " VALUES (?, ?, ?)")) {
            merge.setString(1, projection.name());
            merge.setInt(2, projection.version());
            merge.setLong(3, next);
            merge.executeUpdate();
        }
    }

    private void commit() throws SQLException {
        db.commit();
        execute(db, "CHECKPOINT SYNC");
    }

    void publish(List<Projection> projections) throws SQLException {
        for (Projection projection : projections) {
            projection.published(db);
        }
        db.rollback(); // ends the read
    }

    @Override
    public void close() throws SQLException {
        db.close();
    }
}
