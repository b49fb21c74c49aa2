package io.casemate.engine.fleet;

import io.casemate.engine.problem.Outcome;
import io.casemate.engine.telemetry.Second;
import java.net.URI;
import java.util.List;

/// What an agent does for the console: the work itself, behind [AgentSession].
public interface AgentDuties {

    /// {@return the base address of the door, already open}
    URI endpoint();

    /// Loads, warms, and only then offers. A refusal leaves what was offered under that name
    /// before.
    Outcome<?> load(Order order);

    /// Offers it no longer, answers what was accepted, then unloads.
    void unload(DeploymentId deployment);

    /// {@return what was measured since the last call}
    List<Second> measured(long epochSecond);

    CaptureDuties captures();
}
