package io.casemate.engine.airlock;

import java.util.Optional;

/// Ledger event: an import was turned away at a stage.
///
/// @param source name of the file as it was given
/// @param sha256 of the model file, as far as it was copied
/// @param micros how long the stage took
/// @param isKept whether the file waits in quarantine
record StageRefused(
        ImportId importId,
        ImportStage stage,
        String source,
        Optional<String> sha256,
        long micros,
        String code,
        String what,
        String why,
        boolean isKept) {}
