package io.casemate.engine.deploy;

import io.casemate.engine.feed.Feed;
import io.casemate.engine.feed.LiveFeed;
import io.casemate.engine.ledger.Draft;
import io.casemate.engine.ledger.Ledger;
import io.casemate.engine.ledger.LedgerEntry;
import io.casemate.engine.ledger.LedgerException;
import io.casemate.engine.ledger.LedgerHead;
import io.casemate.engine.ledger.Projection;
import io.casemate.engine.ledger.Verification;
import io.casemate.engine.problem.Problem;
import io.casemate.engine.problem.ProblemCode.Kind;
import io.casemate.engine.problem.ReportedCode;
import io.casemate.engine.units.Digest;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A ledger in memory whose projections run in H2. It can be told to be full.
final class MemoryLedger implements Ledger {
    private static final Digest NONE = Digest.of(new byte[0]);

    final List<LedgerEntry> entries = new ArrayList<>();
    boolean isFull;
    private final List<Projection> projections = new ArrayList<>();
    private final Connection db;

    MemoryLedger() {
        try {
            db = DriverManager.getConnection("jdbc:h2:mem:");
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    List<String> actions() {
        return entries.stream().map(LedgerEntry::action).toList();
    }

    @Override
    public void attach(Projection projection) {
        try (Statement statement = db.createStatement()) {
            for (String table : projection.tables()) {
                statement.execute("DROP TABLE IF EXISTS " + table);
            }
            for (String create : projection.schema()) {
                statement.execute(create);
            }
            projections.clear();
            projections.add(projection);
            for (LedgerEntry entry : entries) {
                projection.apply(entry, db);
            }
            projection.published(db);
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public LedgerEntry append(Draft draft) {
        if (isFull) {
            var code = new ReportedCode("LEDGER-999", Kind.ENVIRONMENT);
            throw new LedgerException(new Problem(code, "Full.", "Full.", "Free space."), null);
        }
        var entry =
                new LedgerEntry(
                        entries.size(),
                        Instant.now(),
                        "tester",
                        draft.action(),
                        draft.subject(),
                        draft.body(),
                        NONE);
        entries.add(entry);
        try {
            for (Projection projection : projections) {
                projection.apply(entry, db);
                projection.published(db);
            }
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
        return entry;
    }

    @Override
    public Feed<LedgerHead> head() {
        return new LiveFeed<>(new LedgerHead(entries.size(), NONE));
    }

    @Override
    public List<LedgerEntry> list(long from, int limit) {
        return entries.stream().skip(from).limit(limit).toList();
    }

    @Override
    public Verification verify() {
        return new Verification(entries.size(), NONE, Optional.empty());
    }

    @Override
    public long export(Path file) {
        return entries.size();
    }

    @Override
    public List<String> recoveries() {
        return List.of();
    }

    @Override
    public void close() {
        try {
            db.close();
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }
}
