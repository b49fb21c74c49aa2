package io.casemate.engine.lineage;

import io.casemate.engine.deploy.DeploymentDesired;
import java.time.Instant;
import java.util.Optional;

/// A stretch of time in which a deployment was decided to be so.
///
/// @param until empty while it still is
record DeploymentSpan(
        DeploymentDesired desired, Instant since, String actor, Optional<Instant> until) {

    DeploymentSpan ended(Instant time) {
        return new DeploymentSpan(desired, since, actor, Optional.of(time));
    }
}
