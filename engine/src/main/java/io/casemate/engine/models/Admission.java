package io.casemate.engine.models;

import java.nio.file.Path;
import java.util.Optional;

/// A checked model asking for its place in the registry.
///
/// @param folder holds `model.onnx` and its external data files, nothing else; on the same file
///   system as the store, and moved away by the admission
/// @param golden folder with a golden set, moved away too; empty if there is none
/// @param goldenOf take the golden set of this revision instead; empty if `golden` is given or none
///   is wanted
/// @param importId names the entries of the import in the ledger; empty for what was made here
public record Admission(
        Path folder,
        ModelName name,
        Stage stage,
        Origin origin,
        ModelFacts facts,
        Optional<Path> golden,
        Optional<RevisionId> goldenOf,
        Optional<String> importId) {

    /// Of a model that was made here.
    public Admission(
            Path folder,
            ModelName name,
            Stage stage,
            Origin origin,
            ModelFacts facts,
            Optional<Path> golden,
            Optional<RevisionId> goldenOf) {
        this(folder, name, stage, origin, facts, golden, goldenOf, Optional.empty());
    }
}
