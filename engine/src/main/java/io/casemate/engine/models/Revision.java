package io.casemate.engine.models;

import io.casemate.engine.units.Bytes;
import io.casemate.engine.units.Digest;
import java.time.Instant;
import java.util.Optional;

/// One immutable version of a model, identified by its content.
///
/// @param bytes all files of the model together
/// @param created when it entered the registry
/// @param golden the golden set that accuracy is measured on; empty if none was brought
public record Revision(
        RevisionId id,
        ModelName model,
        Stage stage,
        Bytes bytes,
        Instant created,
        Origin origin,
        ModelFacts facts,
        Optional<Digest> golden) {}
