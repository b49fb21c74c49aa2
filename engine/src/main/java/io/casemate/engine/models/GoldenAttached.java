package io.casemate.engine.models;

import io.casemate.engine.units.Digest;

/// Event: a golden set was brought for a revision that had none.
public record GoldenAttached(RevisionId revision, Digest golden) {}
