package io.casemate.engine.deploy;

import io.casemate.engine.fleet.DeploymentId;
import io.casemate.engine.models.RevisionId;

/// Event: nothing is to serve under this name any more.
///
/// @param revision what served until then
public record DeploymentWithdrawn(DeploymentId deployment, RevisionId revision) {}
