package io.casemate.engine.deploy;

import static java.util.stream.Collectors.toMap;

import io.casemate.engine.deploy.DesiredProjection.Desired;
import io.casemate.engine.fleet.DeploymentId;
import io.casemate.engine.fleet.Order;
import io.casemate.engine.fleet.Placement;
import io.casemate.engine.models.ModelName;
import io.casemate.engine.models.RevisionId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// Joins what is desired with what the fleet says about it.
final class DeploymentView {

    private DeploymentView() {}

    /// {@return a deployment for each one desired, in the same order}
    static List<Deployment> of(List<Desired> desired, List<Placement> placements) {
        Map<DeploymentId, Placement> byName =
                placements.stream()
                        .collect(
                                toMap(
                                        placement -> placement.order().deployment(),
                                        Function.identity()));
        return desired.stream()
                .map(one -> join(one, Optional.ofNullable(byName.get(one.wanted().deployment()))))
                .toList();
    }

    private static Deployment join(Desired desired, Optional<Placement> placement) {
        DeploymentDesired wanted = desired.wanted();
        return placement
                .map(placed -> placed(wanted, placed))
                .orElseGet(() ->
                        new Deployment(
                                wanted.deployment(),
                                wanted.model(),
                                wanted.revision(),
                                wanted.replicas(),
                                wanted.host(),
                                Deployment.State.PENDING,
                                desired.since(),
                                Optional.empty(),
                                Optional.empty(),
                                wanted.profile()));
    }

    /// Shows what the fleet has placed: while a name changes over, that is still the old revision.
    private static Deployment placed(DeploymentDesired wanted, Placement placement) {
        Order order = placement.order();
        return new Deployment(
                wanted.deployment(),
                new ModelName(order.model()),
                new RevisionId(order.revision()),
                order.replicas(),
                placement.host(),
                state(placement.state()),
                placement.since(),
                placement.endpoint(),
                placement.problem(),
                order.profile());
    }

    private static Deployment.State state(Placement.State state) {
        return switch (state) {
            case PENDING -> Deployment.State.PENDING;
            case LOADING -> Deployment.State.LOADING;
            case SERVING -> Deployment.State.SERVING;
            case FAILED -> Deployment.State.FAILED;
        };
    }
}
