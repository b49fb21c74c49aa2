package io.casemate.engine.ledger;

import java.nio.file.Path;
import java.time.Clock;
import java.util.function.Supplier;

/// Where a ledger lives and who writes in it.
///
/// @param folder of the log and its checkpoints
/// @param keys folder of the private key that signs checkpoints
/// @param database file of the read model, ending in `.mv.db`
/// @param actor asked for each entry
public record LedgerConfig(
        Path folder, Path keys, Path database, Clock clock, Supplier<String> actor) {}
