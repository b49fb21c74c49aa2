package io.casemate.engine.ledger;

import io.casemate.engine.units.Digest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import org.h2.api.ErrorCode;
import org.h2.jdbcx.JdbcDataSource;

/// The H2 database of the projections, on its one writing connection. Confined to the ledger's
/// writer thread.
///
/// H2 acknowledges commits before they are on disk: `WRITE_DELAY=0` and `CHECKPOINT SYNC` make them
/// durable.
final class ReadModel implements AutoCloseable {
    private static final String SUFFIX = ".mv.db";
    private static final int CHECK_SECONDS = 5;
    private static final List<String> SCHEMA =
            List.of(
                    "create table if not exists ledger_projection (name varchar(64) primary key,"
                            + " version integer not null, next_sequence bigint not null)",
                    "create table if not exists ledger_state (id integer primary key,"
                            + " size bigint not null, root varchar(64) not null)");

    private final Connection connection;

    private ReadModel(Connection connection) {
        this.connection = connection;
    }

    /// How far a projection's tables are.
    record Progress(int version, long next) {}

    static ReadModel open(Path database) throws SQLException {
        String path = database.toAbsolutePath().toString();
        JdbcDataSource source = new JdbcDataSource();
        source.setURL(
                "jdbc:h2:file:"
                        + path.substring(0, path.length() - SUFFIX.length())
                        + ";WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE;TRACE_LEVEL_FILE=0");
        source.setUser("casemate");
        source.setPassword("");
        Connection connection = source.getConnection();
        try {
            connection.setAutoCommit(false);
            ReadModel model = new ReadModel(connection);
            model.check();
            return model;
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    /// A read model, and what was done to get it.
    ///
    /// @param setAside says that the old one was set aside; empty if it was not
    record Opened(ReadModel model, Optional<String> setAside) {}

    /// Opens the database; one that cannot be used is moved out of the way, for the ledger has it
    /// all.
    static Opened openOrRebuild(Path database) throws SQLException, IOException {
        try {
            return new Opened(open(database), Optional.empty());
        } catch (SQLException e) {
            if (isInUse(e) || !Files.exists(database)) {
                throw e;
            }
            Path aside = setAside(database);
            String note =
                    "The database could not be used and was set aside as %s; it was rebuilt from the ledger. The cause was: %s";
            return new Opened(
                    open(database),
                    Optional.of(note.formatted(aside.getFileName(), e.getMessage())));
        }
    }

    private static boolean isInUse(SQLException e) {
        return e.getErrorCode() == ErrorCode.DATABASE_ALREADY_OPEN_1;
    }

    /// Moves a database that cannot be used out of the way.
    ///
    /// @return its new name
    private static Path setAside(Path database) throws IOException {
        int number = 1;
        Path aside = damagedName(database, number);
        while (Files.exists(aside)) {
            number++;
            aside = damagedName(database, number);
        }
        return Files.move(database, aside);
    }

    private static Path damagedName(Path database, int number) {
        return database.resolveSibling(database.getFileName() + ".damaged-" + number);
    }

    Connection connection() {
        return connection;
    }

    /// {@return the head of the ledger when this was last committed}
    Optional<LedgerHead> head() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select size, root from ledger_state")) {
            return row.next()
                    ? Optional.of(new LedgerHead(row.getLong(1), new Digest(row.getString(2))))
                    : Optional.empty();
        }
    }

    Optional<Progress> progress(Projection projection) throws SQLException {
        String query = "select version, next_sequence from ledger_projection where name = ?";
        try (PreparedStatement statement = connection.prepareStatement(query)) {
            statement.setString(1, projection.name());
            try (ResultSet row = statement.executeQuery()) {
                return row.next()
                        ? Optional.of(new Progress(row.getInt(1), row.getLong(2)))
                        : Optional.empty();
            }
        }
    }

    /// Makes the projection's tables anew, empty. Its row comes last, so that a kill in between
    /// starts this again.
    void reset(Projection projection) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("delete from ledger_projection where name = ?")) {
            statement.setString(1, projection.name());
            statement.executeUpdate();
        }
        connection.commit();
        try (Statement statement = connection.createStatement()) {
            for (String table : projection.tables()) {
                statement.execute("drop table if exists " + table + " cascade");
            }
            for (String definition : projection.schema()) {
                statement.execute(definition);
            }
        }
        save(projection, 0);
        connection.commit();
    }

    void save(Projection projection, long next) throws SQLException {
        String merge = "merge into ledger_projection key (name) values (?, ?, ?)";
        try (PreparedStatement statement = connection.prepareStatement(merge)) {
            statement.setString(1, projection.name());
            statement.setInt(2, projection.version());
            statement.setLong(3, next);
            statement.executeUpdate();
        }
    }

    void save(LedgerHead head) throws SQLException {
        String merge = "merge into ledger_state key (id) values (1, ?, ?)";
        try (PreparedStatement statement = connection.prepareStatement(merge)) {
            statement.setLong(1, head.size());
            statement.setString(2, head.root().hex());
            statement.executeUpdate();
        }
    }

    /// Ends the unit of work; returns when it is on disk.
    void commit() throws SQLException {
        connection.commit();
        try (Statement statement = connection.createStatement()) {
            statement.execute("checkpoint sync");
        }
    }

    boolean isUsable() {
        try {
            return connection.isValid(CHECK_SECONDS);
        } catch (SQLException _) {
            return false;
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }

    /// Reads and writes a little of everything that this class relies on; a database that was
    /// damaged in a way that stalls it fails here and not later.
    private void check() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.setQueryTimeout(CHECK_SECONDS);
            for (String definition : SCHEMA) {
                statement.execute(definition);
            }
            statement.executeUpdate("update ledger_projection set version = version");
            statement.executeUpdate("update ledger_state set size = size");
        }
        connection.rollback();
    }
}
