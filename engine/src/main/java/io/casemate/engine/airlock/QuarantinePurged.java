package io.casemate.engine.airlock;

/// Ledger event: what waited in quarantine was deleted.
record QuarantinePurged(ImportId importId, String source, String sha256, long bytes, String code) {}
