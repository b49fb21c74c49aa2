package io.casemate.engine.deploy;

import io.casemate.engine.fleet.DeploymentId;
import io.casemate.engine.models.RevisionId;

/// Everything an operator can ask of deployments.
public sealed interface DeployCommand {

    DeploymentId target();

    /// Serves a revision under a name; a name that serves another revision already changes over
    /// once the new one is warm.
    ///
    /// @param replicas number of sessions, 1 or more
    record Deploy(DeploymentId target, RevisionId revision, int replicas) implements DeployCommand {
        public Deploy {
            if (replicas < 1) {
                throw new IllegalArgumentException("replicas is less than 1: " + replicas);
            }
        }
    }

    /// Stops serving, after what was accepted has been answered.
    record Undeploy(DeploymentId target) implements DeployCommand {}
}
