package io.casemate.engine.deploy;

import io.casemate.engine.fleet.DeploymentId;
import io.casemate.engine.models.RevisionId;
import java.util.Optional;

/// Event: what was desired last did not come to serve, so what was desired before is again.
///
/// @param revision what did not come to serve
/// @param code of the problem; `cancelled` when the operator took it back
/// @param reason the problem in words
/// @param previous what is desired again; empty: nothing
public record DeploymentReverted(
        DeploymentId deployment,
        RevisionId revision,
        String code,
        String reason,
        Optional<DeploymentDesired> previous) {}
