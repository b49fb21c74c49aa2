package io.casemate.engine.deploy;

import io.casemate.engine.fleet.DeploymentId;
import io.casemate.engine.fleet.HostId;
import io.casemate.engine.fleet.ServingProfile;
import io.casemate.engine.models.ModelName;
import io.casemate.engine.models.RevisionId;
import java.util.Optional;

/// Event: from now on `revision` is to serve under this name.
///
/// @param profile how its sessions are set; empty: standard settings, as in entries of versions
///   that knew no profiles
public record DeploymentDesired(
        DeploymentId deployment,
        ModelName model,
        RevisionId revision,
        int replicas,
        HostId host,
        Optional<ServingProfile> profile) {}
