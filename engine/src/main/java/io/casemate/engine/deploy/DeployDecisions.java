package io.casemate.engine.deploy;

import io.casemate.engine.deploy.DesiredProjection.Desired;
import io.casemate.engine.fleet.DeploymentId;
import io.casemate.engine.fleet.FleetEngine;
import io.casemate.engine.fleet.Order;
import io.casemate.engine.fleet.Placement;
import io.casemate.engine.ledger.Draft;
import io.casemate.engine.ledger.Ledger;
import io.casemate.engine.ledger.LedgerException;
import io.casemate.engine.models.Curation;
import io.casemate.engine.models.Revision;
import io.casemate.engine.models.RevisionId;
import io.casemate.engine.problem.Outcome;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// The one place where it is decided that a revision is to serve, and where others decide that it
/// never will: one decision at a time, each after the entries of those before it. So a revision
/// cannot be retired between the look at its stage and the entry that it is to serve.
///
/// While a name changes over, both its revisions are in use: the new one is desired, and the old
/// one serves and is what a failure goes back to.
final class DeployDecisions implements Curation.Uses {
    private static final System.Logger LOG = System.getLogger(DeployDecisions.class.getName());

    private final Ledger ledger;
    private final FleetEngine fleet;
    private final DesiredProjection projection;

    /// What serves until a changeover has ended; guarded by `deciding`.
    private final Map<DeploymentId, RevisionId> replaced = new HashMap<>();

    private final ReentrantLock deciding = new ReentrantLock();

    DeployDecisions(Ledger ledger, FleetEngine fleet, DesiredProjection projection) {
        this.ledger = ledger;
        this.fleet = fleet;
        this.projection = projection;
    }

    /// What was decided, and what a failure goes back to.
    record Step(DeploymentDesired desired, Optional<DeploymentDesired> previous) {}

    /// Decides that something is to serve, if `check` has nothing against it.
    Outcome<Step> desire(
            Supplier<Outcome<Revision>> check, Function<Revision, DeploymentDesired> wish) {
        deciding.lock();
        try {
            return check.get()
                    .map(wish)
                    .map(desired -> {
                        Optional<DeploymentDesired> previous =
                                projection.find(desired.deployment()).map(Desired::wanted);
                        ledger.append(Draft.of(desired, desired.deployment().text()));
                        previous.ifPresent(
                                before -> replaced.put(before.deployment(), before.revision()));
                        return new Step(desired, previous);
                    });
        } finally {
            deciding.unlock();
        }
    }

    /// Decides that what was desired before is again.
    void revert(Step step, String code, String reason) {
        DeploymentDesired failed = step.desired();
        var event =
                new DeploymentReverted(
                        failed.deployment(), failed.revision(), code, reason, step.previous());
        deciding.lock();
        try {
            ledger.append(Draft.of(event, failed.deployment().text()));
        } catch (LedgerException e) {
            LOG.log(
                    System.Logger.Level.ERROR,
                    "'" + failed.deployment() + "' stays desired and is tried at the next start.",
                    e);
        } finally {
            deciding.unlock();
        }
    }

    /// Says that a changeover has ended, whichever way.
    void ended(DeploymentId deployment) {
        deciding.lock();
        try {
            replaced.remove(deployment);
        } finally {
            deciding.unlock();
        }
    }

    @Override
    public Outcome<Revision> decide(
            RevisionId id, Function<List<String>, Outcome<Revision>> decision) {
        deciding.lock();
        try {
            return decision.apply(namesOf(id));
        } finally {
            deciding.unlock();
        }
    }

    private List<String> namesOf(RevisionId id) {
        Stream<DeploymentId> desired =
                projection.latest().stream()
                        .map(Desired::wanted)
                        .filter(wanted -> wanted.revision().equals(id))
                        .map(DeploymentDesired::deployment);
        Stream<DeploymentId> placed =
                fleet.placements().latest().stream()
                        .map(Placement::order)
                        .filter(order -> order.revision().equals(id.digest()))
                        .map(Order::deployment);
        Stream<DeploymentId> changing =
                replaced.entrySet().stream()
                        .filter(entry -> entry.getValue().equals(id))
                        .map(Map.Entry::getKey);
        return Stream.of(desired, placed, changing)
                .flatMap(names -> names)
                .map(DeploymentId::text)
                .distinct()
                .sorted()
                .toList();
    }
}
