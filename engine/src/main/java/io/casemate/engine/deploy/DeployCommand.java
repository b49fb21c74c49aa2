package io.casemate.engine.deploy;

import io.casemate.engine.fleet.DeploymentId;
import io.casemate.engine.models.RevisionId;
import io.casemate.engine.tuning.ProfileChoice;

/// Everything an operator can ask of deployments.
public sealed interface DeployCommand {

    DeploymentId target();

    /// Serves a revision under a name; a name that serves another revision already changes over
    /// once the new one is warm.
    ///
    /// @param replicas number of sessions, 1 or more
    /// @param profile how they are set
    record Deploy(DeploymentId target, RevisionId revision, int replicas, ProfileChoice profile)
            implements DeployCommand {

        /// With the profile that is recorded, where one is.
        public Deploy(DeploymentId target, RevisionId revision, int replicas) {
            this(target, revision, replicas, new ProfileChoice.Recorded());
        }

        public Deploy {
            if (replicas < 1) {
                throw new IllegalArgumentException("replicas is less than 1: " + replicas);
            }
        }
    }

    /// Stops serving, after what was accepted has been answered.
    record Undeploy(DeploymentId target) implements DeployCommand {}
}
