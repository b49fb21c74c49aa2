package io.casemate.engine.deploy;

import io.casemate.engine.fleet.DeploymentId;
import io.casemate.engine.fleet.HostId;
import io.casemate.engine.models.ModelName;
import io.casemate.engine.models.RevisionId;

/// Event: from now on `revision` is to serve under this name.
public record DeploymentDesired(
        DeploymentId deployment, ModelName model, RevisionId revision, int replicas, HostId host) {}
