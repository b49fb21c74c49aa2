package io.casemate.engine.ledger;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;

/// Opens ledgers.
public final class Ledgers {

    private Ledgers() {}

    /// Opens a ledger for writing. An entry that was cut off by a crash was never acknowledged: it
    /// is set aside, and [Ledger#recoveries()] says so.
    ///
    /// @throws LedgerException when it is damaged or cannot be used
    public static Ledger open(LedgerConfig config) {
        try {
            return LiveLedger.open(config);
        } catch (IOException | SQLException e) {
            throw LedgerProblem.CANNOT_READ.exception(
                    "The ledger in %s was not opened.".formatted(config.folder()),
                    e.toString(),
                    "Check the folder's permissions and free space.",
                    e);
        }
    }

    /// Walks a ledger that nobody needs to have open.
    public static Verification verify(Path folder) {
        try {
            return new Verifier(folder).verify();
        } catch (IOException e) {
            throw LedgerProblem.CANNOT_READ.exception(
                    "The ledger in %s was not verified.".formatted(folder),
                    e.toString(),
                    "Check the folder's permissions and its disk.",
                    e);
        }
    }
}
