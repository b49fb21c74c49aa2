package io.casemate.engine.deploy;

import io.casemate.engine.admission.Gatekeeper;
import io.casemate.engine.feed.Feed;
import io.casemate.engine.feed.LiveFeed;
import io.casemate.engine.fleet.DeploymentId;
import io.casemate.engine.fleet.FleetEngine;
import io.casemate.engine.fleet.Host;
import io.casemate.engine.fleet.HostId;
import io.casemate.engine.fleet.Order;
import io.casemate.engine.fleet.Placement;
import io.casemate.engine.problem.Outcome;
import io.casemate.engine.problem.Problem;
import io.casemate.engine.tasks.Progress;
import io.casemate.engine.tuning.Profiles;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// A fleet that serves every order on this machine, unless [#obstacle] says otherwise.
abstract class ServingFleet implements FleetEngine {
    /// Lets every revision in.
    static final Gatekeeper OPEN = (revision, _) -> Outcome.done(revision);

    /// Where nothing is tuned.
    static final Profiles UNTUNED = (_, _) -> Outcome.done(Optional.empty());

    /// Lets every revision in, with standard settings.
    static final LiveDeployments.Conditions ANY = new LiveDeployments.Conditions(OPEN, UNTUNED);

    private final LiveFeed<List<Placement>> placements = new LiveFeed<>(List.of());

    /// {@return why no order is placed now; may wait}
    abstract Optional<Problem> obstacle() throws InterruptedException;

    @Override
    public final void start() {}

    @Override
    public final Feed<List<Host>> hosts() {
        return new LiveFeed<>(List.of());
    }

    @Override
    public final Feed<List<Placement>> placements() {
        return placements;
    }

    @Override
    public final Outcome<Placement> place(Order order, Progress progress)
            throws InterruptedException {
        Optional<Problem> obstacle = obstacle();
        if (obstacle.isPresent()) {
            return Outcome.refused(obstacle.get());
        }
        restore(order);
        return Outcome.done(placements.latest().getLast());
    }

    @Override
    public final void restore(Order order) {
        var serving =
                new Placement(
                        order,
                        HostId.THIS_MACHINE,
                        Placement.State.SERVING,
                        Instant.EPOCH,
                        Optional.of(URI.create("http://127.0.0.1:8080")),
                        Optional.empty());
        placements.update(before ->
                Stream.concat(without(before, order.deployment()).stream(), Stream.of(serving))
                        .toList());
    }

    @Override
    public Outcome<Placement> withdraw(DeploymentId deployment) {
        Placement last = placements.latest().getLast();
        placements.update(before -> without(before, deployment));
        return Outcome.done(last);
    }

    @Override
    public final void close() {}

    private static List<Placement> without(List<Placement> all, DeploymentId deployment) {
        return all.stream()
                .filter(placement -> !placement.order().deployment().equals(deployment))
                .toList();
    }
}
