package io.casemate.engine.fleet;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// A machine of the fleet.
///
/// @param name what people call it
/// @param load empty until the agent has reported
/// @param history the last minutes of load, oldest first
/// @param agentPid process id of its agent; empty while none runs
/// @param since when `health` became what it is
public record Host(
        HostId id,
        String name,
        Hardware hardware,
        Health health,
        Instant since,
        Optional<HostLoad> load,
        List<HostLoad> history,
        Optional<Long> agentPid) {

    public Host {
        history = List.copyOf(history);
    }

    public enum Health {
        /// The agent is starting.
        STARTING,
        /// The agent reports.
        UP,
        /// The agent is not there; it is being restarted.
        DOWN,
        /// No agent is meant to run here now.
        OFFLINE
    }
}
