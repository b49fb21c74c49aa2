package io.casemate.engine.models;

import io.casemate.engine.ledger.Draft;
import io.casemate.engine.ledger.Ledger;
import io.casemate.engine.problem.Outcome;
import io.casemate.engine.problem.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/// Decisions about models, checked against the policy and written to the ledger one at a time.
public final class LiveCuration implements Curation {
    private static final int MAX_TEXT = 2000;

    private final Models models;
    private final Ledger ledger;
    private final Uses uses;
    private final Supplier<String> actor;
    private final Licences licences = Licences.read();
    private final ReentrantLock deciding = new ReentrantLock();

    /// @param actor who acts now
    public LiveCuration(Models models, Ledger ledger, Uses uses, Supplier<String> actor) {
        this.models = models;
        this.ledger = ledger;
        this.uses = uses;
        this.actor = actor;
    }

    @Override
    public Outcome<Revision> approve(RevisionId id, String reason) {
        String approver = actor.get();
        var evidence = new ArrayList<Evidence>();
        evidence.add(
                new Evidence(
                        Evidence.Kind.APPROVER,
                        "approved by %s, single operator".formatted(approver)));
        addReason(evidence, reason);
        return change(id, Stage.APPROVED, evidence, reason);
    }

    @Override
    public Outcome<Revision> retire(RevisionId id, String reason) {
        return uses.decide(id, deployments -> retire(id, reason, deployments));
    }

    private Outcome<Revision> retire(RevisionId id, String reason, List<String> deployments) {
        if (!deployments.isEmpty()) {
            return Outcome.refused(
                    ModelsProblem.DEPLOYED.because(
                            "Revision %s was not retired.".formatted(id.digest().abbreviated()),
                            "It serves, is to serve, or may be gone back to, as: %s."
                                    .formatted(String.join(", ", deployments)),
                            "Undeploy them first, or deploy another revision under their names."));
        }
        var evidence = new ArrayList<Evidence>();
        evidence.add(new Evidence(Evidence.Kind.NOT_DEPLOYED, "no deployment uses it"));
        addReason(evidence, reason);
        return change(id, Stage.RETIRED, evidence, reason);
    }

    private static void addReason(List<Evidence> evidence, String reason) {
        if (!reason.isBlank()) {
            evidence.add(new Evidence(Evidence.Kind.REASON, reason.strip()));
        }
    }

    private Outcome<Revision> change(
            RevisionId id, Stage to, List<Evidence> evidence, String reason) {
        if (reason.length() > MAX_TEXT) {
            return Outcome.refused(tooLong("The reason", reason));
        }
        deciding.lock();
        try {
            return models.resolve(id.toString())
                    .then(revision -> checked(revision, to, evidence))
                    .map(from -> {
                        var event = new StageChanged(id, from, to, evidence, reason.strip());
                        ledger.append(Draft.of(event, id.toString()));
                        return models.registry().latest().find(id).orElseThrow();
                    });
        } finally {
            deciding.unlock();
        }
    }

    /// {@return the stage that the revision leaves}
    private Outcome<Stage> checked(Revision revision, Stage to, List<Evidence> evidence) {
        StagePolicy policy = models.registry().latest().policy();
        return policy.edge(revision.stage(), to)
                .map(edge -> sufficient(revision, edge, policy.missing(edge, evidence)))
                .orElseGet(() -> Outcome.refused(noSuchStep(revision, to, policy)));
    }

    private static Outcome<Stage> sufficient(
            Revision revision, StagePolicy.Edge edge, Set<Evidence.Kind> missing) {
        if (missing.isEmpty()) {
            return Outcome.done(edge.from());
        }
        String words = missing.stream().map(Evidence.Kind::words).collect(Collectors.joining(", "));
        return Outcome.refused(
                ModelsProblem.EVIDENCE.because(
                        notChanged(revision, edge.to()),
                        "From %s to %s the policy asks for %d more: %s."
                                .formatted(edge.from(), edge.to(), missing.size(), words),
                        "Give what is missing and repeat the action."));
    }

    private static Problem noSuchStep(Revision revision, Stage to, StagePolicy policy) {
        List<Stage> next = policy.next(revision.stage());
        return ModelsProblem.STEP.because(
                notChanged(revision, to),
                "It is %s, and from there the policy leads to %s."
                        .formatted(revision.stage(), next.isEmpty() ? "no other stage" : next),
                switch (revision.stage()) {
                    case QUARANTINED, INSPECTED ->
                            "Import the model again with a golden set, so that it is tried and"
                                    + " verified.";
                    case VERIFIED, APPROVED, SERVING -> "Nothing needs to be done.";
                    case RETIRED -> "Choose another revision of the model.";
                });
    }

    private static String notChanged(Revision revision, Stage to) {
        return "Revision %s of '%s' did not become %s."
                .formatted(revision.id().digest().abbreviated(), revision.model(), to);
    }

    @Override
    public Outcome<ModelCard> describe(ModelName model, ModelCard news) {
        if (models.registry().latest().revisions().stream()
                .noneMatch(revision -> revision.model().equals(model))) {
            return models.resolve(model.text()).map(_ -> news);
        }
        for (var text : List.of(news.owner(), news.purpose(), news.supplier())) {
            if (text.filter(it -> it.length() > MAX_TEXT).isPresent()) {
                return Outcome.refused(tooLong("The card of '%s'".formatted(model), text.get()));
            }
        }
        if (news.licence().filter(it -> !licences.isLicence(it)).isPresent()) {
            return Outcome.refused(licences.unknown(model, news.licence().get()));
        }
        deciding.lock();
        try {
            ModelCard card = models.registry().latest().card(model).with(news);
            ledger.append(Draft.of(new CardSet(model, card), model.text()));
            return Outcome.done(card);
        } finally {
            deciding.unlock();
        }
    }

    private static Problem tooLong(String what, String text) {
        return ModelsProblem.TEXT.because(
                what + " was not taken.",
                "It has %d characters; the limit is %d.".formatted(text.length(), MAX_TEXT),
                "Shorten it.");
    }

    @Override
    public StagePolicy requireApproval(boolean isRequired) {
        deciding.lock();
        try {
            StagePolicy policy =
                    models.registry().latest().policy().withRequireApproval(isRequired);
            ledger.append(
                    Draft.of(new PolicySet(isRequired, policy.requiresSecondPerson()), "registry"));
            return policy;
        } finally {
            deciding.unlock();
        }
    }
}
