package io.casemate.engine.ledger;

import java.nio.file.Path;
import java.time.Clock;
import java.util.function.Supplier;

/// Where a ledger lives and what it takes from its surroundings.
///
/// @param folder of the log and its checkpoints
/// @param database file of the read model, ending in `.mv.db`
/// @param keys folder of the key that signs checkpoints
/// @param actor who acts now; asked on the thread that appends
public record LedgerConfig(
        Path folder, Path database, Path keys, Clock clock, Supplier<String> actor) {

    private static final String SUFFIX = ".mv.db";

    public LedgerConfig {
        if (!database.toString().endsWith(SUFFIX)) {
            throw new IllegalArgumentException("database does not end in .mv.db: " + database);
        }
    }
}
