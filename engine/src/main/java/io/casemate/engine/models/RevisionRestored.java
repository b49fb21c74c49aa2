package io.casemate.engine.models;

/// The bytes of a revision, which were missing, are in the store again.
public record RevisionRestored(RevisionId revision) {}
