package io.casemate.engine.models;

import io.casemate.engine.problem.Outcome;
import java.util.List;
import java.util.function.Function;

/// What an operator decides about models; every decision is an entry in the ledger.
public interface Curation {

    /// Approves a verified revision. Refused with `MODELS-006` where the policy has no such step,
    /// `MODELS-007` where evidence is missing.
    Outcome<Revision> approve(RevisionId id, String reason);

    /// Takes a revision off offer for good; refused while it is deployed, with `MODELS-008`.
    Outcome<Revision> retire(RevisionId id, String reason);

    /// Changes what `news` says of the card of `model` and leaves the rest.
    Outcome<ModelCard> describe(ModelName model, ModelCard news);

    /// Decides whether only approved revisions may be deployed.
    StagePolicy requireApproval(boolean isRequired);

    /// Knows where revisions are in use, and keeps decisions apart that exclude each other.
    @FunctionalInterface
    interface Uses {
        /// Takes `decision` on the names of the deployments that serve `id`, are to, or may go back
        /// to it. Until it is taken no deployment is decided.
        ///
        /// {@return what it yields}
        Outcome<Revision> decide(RevisionId id, Function<List<String>, Outcome<Revision>> decision);
    }
}
