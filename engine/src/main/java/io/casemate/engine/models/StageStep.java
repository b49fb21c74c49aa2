package io.casemate.engine.models;

import java.time.Instant;

/// A change of stage as the ledger has it.
///
/// @param actor who asked for it
public record StageStep(Instant time, String actor, StageChanged change) {}
