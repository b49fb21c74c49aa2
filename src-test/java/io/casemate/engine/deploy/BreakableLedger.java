package io.casemate.engine.deploy;

import io.casemate.engine.feed.Feed;
import io.casemate.engine.ledger.Draft;
import io.casemate.engine.ledger.Ledger;
import io.casemate.engine.ledger.LedgerConfig;
import io.casemate.engine.ledger.LedgerEntry;
import io.casemate.engine.ledger.LedgerException;
import io.casemate.engine.ledger.LedgerHead;
import io.casemate.engine.ledger.Ledgers;
import io.casemate.engine.ledger.Projection;
import io.casemate.engine.ledger.Verification;
import io.casemate.engine.problem.Problem;
import io.casemate.engine.problem.ProblemCode.Kind;
import io.casemate.engine.problem.ReportedCode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;

/// A real ledger that can be told to refuse the next entries, as on a full disk.
final class BreakableLedger implements Ledger {
    private final Ledger ledger;
    boolean isFull;

    private BreakableLedger(Ledger ledger) {
        this.ledger = ledger;
    }

    static BreakableLedger open(Path data) {
        return new BreakableLedger(
                Ledgers.open(
                        new LedgerConfig(
                                data.resolve("ledger"),
                                data.resolve("casemate.mv.db"),
                                data.resolve("keys"),
                                Clock.systemUTC(),
                                () -> "tester")));
    }

    /// {@return the actions of all entries, oldest first}
    List<String> actions() {
        return ledger.list(0, 1000).stream().map(LedgerEntry::action).toList();
    }

    @Override
    public LedgerEntry append(Draft draft) {
        if (isFull) {
            var code = new ReportedCode("LEDGER-999", Kind.ENVIRONMENT);
            throw new LedgerException(new Problem(code, "Full.", "Full.", "Free space."), null);
        }
        return ledger.append(draft);
    }

    @Override
    public void attach(Projection projection) {
        ledger.attach(projection);
    }

    @Override
    public Feed<LedgerHead> head() {
        return ledger.head();
    }

    @Override
    public List<LedgerEntry> list(long from, int limit) {
        return ledger.list(from, limit);
    }

    @Override
    public Verification verify() {
        return ledger.verify();
    }

    @Override
    public long export(Path file) throws IOException {
        return ledger.export(file);
    }

    @Override
    public List<String> recoveries() {
        return ledger.recoveries();
    }

    @Override
    public void close() {
        ledger.close();
    }
}
