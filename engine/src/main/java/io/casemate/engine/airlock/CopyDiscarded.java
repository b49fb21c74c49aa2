package io.casemate.engine.airlock;

/// Ledger event: an interrupted copy was deleted, by somebody or because there were too many.
///
/// @param bytes that had been copied
record CopyDiscarded(ImportId importId, String source, long bytes) {}
