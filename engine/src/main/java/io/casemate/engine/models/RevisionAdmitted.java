package io.casemate.engine.models;

/// Ledger event: a revision entered the registry.
record RevisionAdmitted(Revision revision) {}
