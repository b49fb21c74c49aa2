package io.casemate.engine.models;

/// A revision entered the registry.
public record RevisionAdmitted(Revision revision) {}
