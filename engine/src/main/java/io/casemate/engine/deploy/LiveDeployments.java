package io.casemate.engine.deploy;

import io.casemate.engine.admission.Gatekeeper;
import io.casemate.engine.deploy.DesiredProjection.Desired;
import io.casemate.engine.feed.Feed;
import io.casemate.engine.feed.LiveFeed;
import io.casemate.engine.feed.Subscription;
import io.casemate.engine.fleet.DeploymentId;
import io.casemate.engine.fleet.FleetEngine;
import io.casemate.engine.fleet.HostId;
import io.casemate.engine.fleet.Order;
import io.casemate.engine.fleet.Placement;
import io.casemate.engine.fleet.ServingProfile;
import io.casemate.engine.ledger.Draft;
import io.casemate.engine.ledger.Ledger;
import io.casemate.engine.ledger.LedgerException;
import io.casemate.engine.lifecycle.Workers;
import io.casemate.engine.models.Curation;
import io.casemate.engine.models.Models;
import io.casemate.engine.models.Revision;
import io.casemate.engine.problem.Outcome;
import io.casemate.engine.problem.Problem;
import io.casemate.engine.tasks.Progress;
import io.casemate.engine.tuning.Profiles;
import io.casemate.engine.tuning.TuningProfile;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;

/// Deployments as the ledger desires them and the fleet serves them.
///
/// Desired state is written first, so what serves is always in the ledger; when the fleet then
/// refuses, or the operator cancels, a second entry restores what was desired before.
///
/// | Command | Ledger | Fleet | Outcome, and what is desired then |
/// |---|---|---|---|
/// | any | cannot be written | not asked | refused with the ledger's problem; as before |
/// | deploy | the gate's, if it was run now | not asked, the gate is not passed | refused; as before |
/// | deploy | `DeploymentDesired` | serves | done; the new revision |
/// | deploy | `DeploymentDesired`, `DeploymentReverted` | refuses | refused; as before, which still serves |
/// | deploy | `DeploymentDesired`, then not writable | refuses | refused; the new revision, tried again at the next start |
/// | deploy | `DeploymentDesired`, then the console dies | - | the new revision, ordered at the next start |
/// | undeploy | `DeploymentWithdrawn` | unloads | done; nothing |
/// | undeploy | `DeploymentWithdrawn`, then the console dies | agent ends too | nothing |
///
/// While a name changes over, the feed shows the revision that serves, until the new one does.
public final class LiveDeployments implements Deployments, AutoCloseable {
    private static final System.Logger LOG = System.getLogger(LiveDeployments.class.getName());

    private final Ledger ledger;
    private final Models models;
    private final FleetEngine fleet;
    private final Profiles profiles;
    private final Semaphore stale = new Semaphore(0);
    private final DesiredProjection projection = new DesiredProjection(stale::release);
    private final LiveFeed<List<Deployment>> feed = new LiveFeed<>(List.of());
    private final Set<DeploymentId> changing = ConcurrentHashMap.newKeySet();
    private final DeployChecks checks;
    private final DeployDecisions decisions;
    private final Workers workers = new Workers("deploy", Duration.ofSeconds(2));
    private final Subscription placements;

    /// What is asked before anything serves.
    ///
    /// @param gatekeeper which revisions may serve on this machine
    /// @param profiles with which settings
    public record Conditions(Gatekeeper gatekeeper, Profiles profiles) {}

    public LiveDeployments(Ledger ledger, Models models, FleetEngine fleet, Conditions conditions) {
        profiles = conditions.profiles();
        this.ledger = ledger;
        this.models = models;
        this.fleet = fleet;
        checks = new DeployChecks(models, fleet, conditions.gatekeeper());
        decisions = new DeployDecisions(ledger, fleet, projection);
        ledger.attach(projection);
        placements = fleet.placements().subscribe(_ -> stale.release());
        workers.execute(this::keepPublishing);
    }

    /// Orders from the fleet everything that is desired. Once, at start-up; does not wait.
    public void restore() {
        projection.latest().stream().map(Desired::wanted).map(this::order).forEach(fleet::restore);
        publish();
    }

    /// {@return where revisions are in use, for those who decide about them}
    public Curation.Uses uses() {
        return decisions;
    }

    @Override
    public Feed<List<Deployment>> all() {
        return feed;
    }

    @Override
    public Outcome<Deployment> execute(DeployCommand command, Progress progress)
            throws InterruptedException {
        if (!changing.add(command.target())) {
            return DeployRules.refused(
                    DeployProblem.BUSY,
                    command.target(),
                    "Another command for it is being carried out, and one at a time is possible.",
                    "Wait until that one has ended, or cancel it in the task list.");
        }
        try {
            return switch (command) {
                case DeployCommand.Deploy deploy -> deploy(deploy, progress);
                case DeployCommand.Undeploy(DeploymentId target) -> undeploy(target, progress);
            };
        } catch (LedgerException e) {
            return Outcome.refused(e.problem());
        } finally {
            changing.remove(command.target());
            publish();
        }
    }

    @Override
    public void close() {
        placements.close();
        workers.close();
    }

    private Outcome<Deployment> deploy(DeployCommand.Deploy command, Progress progress)
            throws InterruptedException {
        return switch (checks.admitted(command, progress)) {
            case Outcome.Refused<Revision>(Problem problem) -> Outcome.refused(problem);
            case Outcome.Done<Revision> _ -> decide(command, progress);
        };
    }

    /// Checks again what may have changed while a gate ran.
    private Outcome<Deployment> decide(DeployCommand.Deploy command, Progress progress)
            throws InterruptedException {
        progress.report("Writing the decision to the ledger");
        Outcome<DeployDecisions.Step> decided =
                profiles.choose(command.profile(), command.revision())
                        .then(profile ->
                                decisions.desire(
                                        () -> checks.allowed(command),
                                        revision ->
                                                desired(
                                                        command,
                                                        revision,
                                                        profile.map(TuningProfile::serving))));
        return switch (decided) {
            case Outcome.Refused<DeployDecisions.Step>(Problem problem) -> Outcome.refused(problem);
            case Outcome.Done<DeployDecisions.Step>(DeployDecisions.Step step) ->
                    place(step, progress);
        };
    }

    private static DeploymentDesired desired(
            DeployCommand.Deploy command, Revision revision, Optional<ServingProfile> profile) {
        return new DeploymentDesired(
                command.target(),
                revision.model(),
                revision.id(),
                command.replicas(),
                HostId.THIS_MACHINE,
                profile);
    }

    private Outcome<Deployment> place(DeployDecisions.Step step, Progress progress)
            throws InterruptedException {
        DeploymentId deployment = step.desired().deployment();
        try {
            return switch (fleet.place(order(step.desired()), progress)) {
                case Outcome.Done<Placement> _ -> Outcome.done(now(deployment));
                case Outcome.Refused<Placement>(Problem problem) -> {
                    decisions.revert(step, problem.code().id(), problem.toString());
                    yield Outcome.refused(problem);
                }
            };
        } catch (InterruptedException e) {
            decisions.revert(step, "cancelled", "The operator cancelled it.");
            throw e;
        } finally {
            decisions.ended(deployment);
        }
    }

    private Outcome<Deployment> undeploy(DeploymentId target, Progress progress)
            throws InterruptedException {
        Optional<Desired> desired = projection.find(target);
        if (desired.isEmpty()) {
            return DeployRules.refused(
                    DeployProblem.UNKNOWN,
                    target,
                    "%d deployments are known, and none has that name."
                            .formatted(projection.latest().size()),
                    "Choose one that is listed.");
        }
        Deployment last = now(target);
        ledger.append(
                Draft.of(
                        new DeploymentWithdrawn(target, desired.get().wanted().revision()),
                        target.text()));
        progress.report("Answering accepted requests, then unloading %s".formatted(target));
        return switch (fleet.withdraw(target)) {
            case Outcome.Done<Placement> _ -> Outcome.done(last);
            case Outcome.Refused<Placement>(Problem problem) -> {
                LOG.log(System.Logger.Level.INFO, "Nothing to unload: " + problem);
                yield Outcome.done(last);
            }
        };
    }

    private Order order(DeploymentDesired desired) {
        return new Order(
                desired.deployment(),
                desired.revision().digest(),
                desired.model().text(),
                models.modelFile(desired.revision()),
                desired.replicas(),
                desired.profile());
    }

    private Deployment now(DeploymentId deployment) {
        return DeploymentView.of(projection.latest(), fleet.placements().latest()).stream()
                .filter(known -> known.id().equals(deployment))
                .findFirst()
                .orElseThrow();
    }

    private void keepPublishing() {
        try {
            while (true) {
                stale.acquire();
                stale.drainPermits();
                publish();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void publish() {
        feed.update(_ -> DeploymentView.of(projection.latest(), fleet.placements().latest()));
    }
}
