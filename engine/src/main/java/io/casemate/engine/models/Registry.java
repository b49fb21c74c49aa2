package io.casemate.engine.models;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Every revision there is: a snapshot.
///
/// @param revisions newest first
/// @param missing those whose bytes are not in the store; they cannot be served until the same
///   content is admitted again
/// @param cards what is said of models, by model
/// @param steps every change of stage, oldest first
/// @param policy how stages may change
public record Registry(
        List<Revision> revisions,
        Set<RevisionId> missing,
        Map<ModelName, ModelCard> cards,
        List<StageStep> steps,
        StagePolicy policy) {

    public Registry {
        revisions = List.copyOf(revisions);
        missing = Set.copyOf(missing);
        cards = Map.copyOf(cards);
        steps = List.copyOf(steps);
    }

    public Registry(List<Revision> revisions, Set<RevisionId> missing) {
        this(revisions, missing, Map.of(), List.of(), StagePolicy.standard());
    }

    public Registry(Collection<Revision> revisions) {
        this(List.copyOf(revisions), Set.of());
    }

    Registry withMissing(Set<RevisionId> ids) {
        return new Registry(revisions, ids, cards, steps, policy);
    }

    public Optional<Revision> find(RevisionId id) {
        return revisions.stream().filter(revision -> revision.id().equals(id)).findFirst();
    }

    /// {@return the card of `model`, empty where nobody wrote one}
    public ModelCard card(ModelName model) {
        return cards.getOrDefault(model, ModelCard.EMPTY);
    }

    /// {@return the last step of `id` to `stage`}
    public Optional<StageStep> lastStep(RevisionId id, Stage stage) {
        return steps.reversed().stream()
                .filter(step -> step.change().revision().equals(id))
                .filter(step -> step.change().to() == stage)
                .findFirst();
    }
}
