package io.casemate.engine.airlock;

import java.util.Optional;

/// Ledger event: a model was turned away.
///
/// @param source name of the file as it was given
/// @param sha256 of the model file, as far as it was copied
record ImportRefused(
        String source, Optional<String> sha256, String code, String what, String why) {}
