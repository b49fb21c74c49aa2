package io.casemate.engine.models;

import io.casemate.engine.feed.Feed;
import io.casemate.engine.problem.Outcome;
import java.nio.file.Path;
import java.util.Optional;

/// The registry of models and the store of their bytes.
public interface Models {

    Feed<Registry> registry();

    /// {@return the revision that `reference` names: a full digest with or without `sha256:`, at
    /// least six leading digits of one, or a model's name (its newest imported revision, not a
    /// variant made from it)}; refused with `MODELS-001` when there is none and `MODELS-002` when
    /// there are several
    Outcome<Revision> resolve(String reference);

    /// Moves the files into the store, writes the ledger entry, and answers the revision. Content
    /// that is here already is answered as it is and nothing changes.
    Outcome<Revision> admit(Admission admission);

    /// {@return the model file in the store, read-only; its external data lie beside it}
    Path modelFile(RevisionId id);

    /// {@return the folder of the golden set of `id`, read-only}
    Optional<Path> goldenFolder(RevisionId id);
}
