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
        Optional<Digest> golden) {

    public Revision withStage(Stage next) {
        return new Revision(id, model, next, bytes, created, origin, facts, golden);
    }

    public Revision withGolden(Digest set) {
        return new Revision(id, model, stage, bytes, created, origin, facts, Optional.of(set));
    }

    /// {@return whether it was brought in, not made here from another one}
    public boolean isImported() {
        return origin instanceof Origin.Imported;
    }

    /// {@return the revision it was made from; empty if it was brought in}
    public Optional<RevisionId> parent() {
        return switch (origin) {
            case Origin.Imported _ -> Optional.empty();
            case Origin.Quantized(RevisionId parent, _) -> Optional.of(parent);
        };
    }
}
