package io.casemate.engine.fleet;

import java.time.Instant;
import java.util.ArrayList;
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

    /// {@return its class, with the ONNX Runtime that this build ships}
    public HostClass hostClass() {
        return HostClass.of(hardware, RuntimeVersion.SHIPPED);
    }

    Host withHealth(Health changed, Instant when, Optional<Long> pid) {
        Instant lasting = changed == health ? since : when;
        return new Host(id, name, hardware, changed, lasting, Optional.empty(), history, pid);
    }

    /// @param longest number of loads kept in the history
    Host withLoad(HostLoad measured, int longest) {
        var longer = new ArrayList<>(history);
        longer.add(measured);
        var kept = longer.subList(Math.max(0, longer.size() - longest), longer.size());
        return new Host(id, name, hardware, health, since, Optional.of(measured), kept, agentPid);
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
