package io.casemate.engine.fleet;

import io.casemate.engine.problem.Problem;
import java.net.URI;
import java.time.Instant;
import java.util.Optional;

/// An order and how it goes on its host.
///
/// @param endpoint where it answers; empty unless [State#SERVING]
/// @param problem why it does not serve; empty unless [State#FAILED]
public record Placement(
        Order order,
        HostId host,
        State state,
        Instant since,
        Optional<URI> endpoint,
        Optional<Problem> problem) {

    public enum State {
        /// Ordered; the agent is not there yet.
        PENDING,
        /// The agent loads and warms it.
        LOADING,
        /// It answers requests.
        SERVING,
        /// It could not be loaded.
        FAILED
    }
}
