package io.casemate.engine.deploy;

import io.casemate.engine.fleet.DeploymentId;
import io.casemate.engine.fleet.HostId;
import io.casemate.engine.fleet.ServingProfile;
import io.casemate.engine.models.ModelName;
import io.casemate.engine.models.RevisionId;
import io.casemate.engine.problem.Problem;
import java.net.URI;
import java.time.Instant;
import java.util.Optional;

/// A model revision kept serving under a name.
///
/// @param desiredReplicas number of sessions asked for
/// @param since when `state` became what it is
/// @param endpoint base address of the host's Open Inference Protocol door, such as
///   `http://127.0.0.1:8080`; empty unless it serves
/// @param problem why it does not serve; empty unless [State#FAILED]
/// @param profile how its sessions are set; empty: standard settings
public record Deployment(
        DeploymentId id,
        ModelName model,
        RevisionId revision,
        int desiredReplicas,
        HostId host,
        State state,
        Instant since,
        Optional<URI> endpoint,
        Optional<Problem> problem,
        Optional<ServingProfile> profile) {

    /// {@return where `POST` asks for an inference; empty unless it serves}
    public Optional<URI> inferAddress() {
        return endpoint.map(base -> base.resolve("/v2/models/" + id + "/infer"));
    }

    public enum State {
        /// Desired, but its host's agent is not there.
        PENDING,
        LOADING,
        SERVING,
        FAILED
    }
}
