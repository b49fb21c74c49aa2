package io.casemate.engine.fleet;

import io.casemate.engine.problem.Problem;
import io.casemate.engine.telemetry.Second;
import java.net.URI;

/// What an agent tells the console, one JSON line each.
sealed interface AgentReport {

    /// Always the first: the agent is there and its door is open.
    record Started(int protocol, URI endpoint, long pid) implements AgentReport {}

    record Loaded(long number) implements AgentReport {}

    /// The order was refused; what was served under that name before still is.
    record LoadFailed(long number, Problem problem) implements AgentReport {}

    record Unloaded(long number) implements AgentReport {}

    record Measured(Second second) implements AgentReport {}

    /// How a capture goes.
    ///
    /// @param number of the order that this answers; 0 when it answers none
    record Captured(long number, CaptureState state) implements AgentReport {}

    record CaptureRefused(long number, Problem problem) implements AgentReport {}

    record Busy(HostLoad load) implements AgentReport {}
}
