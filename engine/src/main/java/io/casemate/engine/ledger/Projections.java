package io.casemate.engine.ledger;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The attached projections and their database. Confined to the writer thread.
///
/// The log is the truth: whatever fails here, the entry has happened. A database that breaks is
/// opened again, or made anew from the log. A projection that cannot apply an entry stops there, is
/// reported, and does not stop the others.
final class Projections implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Projections.class.getName());
    private static final int BATCH = 5000;

    private final Path database;
    private final Log log;
    private final List<String> recoveries;
    private final List<Attached> attached = new ArrayList<>();
    private ReadModel model;
    private boolean isStale;

    Projections(Path database, ReadModel model, Log log, List<String> recoveries) {
        this.database = database;
        this.model = model;
        this.log = log;
        this.recoveries = recoveries;
    }

    private static final class Attached {
        private final Projection projection;
        private boolean isStopped;

        private Attached(Projection projection) {
            this.projection = projection;
        }
    }

    void attach(Projection projection) {
        if (attached.stream().anyMatch(one -> one.projection.name().equals(projection.name()))) {
            throw new IllegalStateException("projection is attached twice: " + projection.name());
        }
        Attached added = new Attached(projection);
        attached.add(added);
        try {
            catchUp(added);
        } catch (SQLException | IOException e) {
            LOG.log(Level.WARNING, "The read model failed; it is opened again.", e);
            reopen();
        }
        publish(added);
    }

    /// Applies entries that are in the log already.
    void apply(List<LedgerEntry> entries) {
        try {
            if (isStale) {
                reopen();
                return;
            }
            for (Attached one : attached) {
                apply(one, entries);
            }
            model.save(log.head());
            model.commit();
        } catch (SQLException e) {
            LOG.log(Level.WARNING, "The read model failed; it is opened again.", e);
            reopen();
        }
    }

    void publish() {
        attached.forEach(this::publish);
    }

    @Override
    public void close() throws SQLException {
        model.close();
    }

    private void catchUp(Attached one) throws SQLException, IOException {
        long size = log.head().size();
        long next = startOf(one.projection);
        while (next < size && !one.isStopped) {
            long to = Math.min(size, next + BATCH);
            List<LedgerEntry> entries = new ArrayList<>();
            log.forEach(next, to, entries::add);
            apply(one, entries);
            model.commit();
            next = to;
        }
        model.save(log.head());
        model.commit();
    }

    private long startOf(Projection projection) throws SQLException {
        Optional<ReadModel.Progress> progress = model.progress(projection);
        if (progress.isPresent() && progress.get().version() == projection.version()) {
            return progress.get().next();
        }
        progress.ifPresent(old ->
                recoveries.add(
                        "The tables of '%s' were rebuilt from the ledger: their version is now %d and was %d."
                                .formatted(
                                        projection.name(), projection.version(), old.version())));
        model.reset(projection);
        return 0;
    }

    private void apply(Attached one, List<LedgerEntry> entries) throws SQLException {
        if (one.isStopped || entries.isEmpty()) {
            return;
        }
        Connection connection = model.connection();
        Savepoint before = connection.setSavepoint();
        long at = entries.getFirst().sequence();
        try {
            for (LedgerEntry entry : entries) {
                at = entry.sequence();
                one.projection.apply(entry, connection);
            }
            model.save(one.projection, at + 1);
        } catch (SQLException | RuntimeException e) {
            if (!model.isUsable()) {
                throw e;
            }
            connection.rollback(before);
            stop(one, at, e);
        }
    }

    private void stop(Attached one, long sequence, Exception cause) {
        one.isStopped = true;
        String what =
                LedgerProblem.PROJECTION
                        .because(
                                "The tables of '%s' stopped at entry %d."
                                        .formatted(one.projection.name(), sequence),
                                "The entry could not be applied: " + cause + ".",
                                "The entry itself is safe. Send the log to the developers.")
                        .toString();
        recoveries.add(what);
        LOG.log(Level.ERROR, what, cause);
    }

    private void publish(Attached one) {
        if (isStale) {
            return;
        }
        try {
            one.projection.published(model.connection());
            model.connection().rollback();
        } catch (SQLException | RuntimeException e) {
            LOG.log(
                    Level.ERROR,
                    LedgerProblem.PROJECTION.id()
                            + ": '"
                            + one.projection.name()
                            + "' could not publish what it holds.",
                    e);
        }
    }

    /// Opens the database again, and once more anew if that does not help. Stays stale when neither
    /// works, until the next entry.
    private void reopen() {
        isStale = true;
        try {
            closeBroken();
            ReadModel.Opened opened = ReadModel.openOrRebuild(database);
            model = opened.model();
            opened.setAside().ifPresent(recoveries::add);
            for (Attached one : attached) {
                catchUp(one);
            }
            isStale = false;
        } catch (SQLException | IOException e) {
            LOG.log(Level.ERROR, "The read model is behind the ledger until it opens again.", e);
        }
    }

    private void closeBroken() {
        try {
            model.close();
        } catch (SQLException e) {
            LOG.log(Level.DEBUG, "The broken read model did not close cleanly.", e);
        }
    }
}
