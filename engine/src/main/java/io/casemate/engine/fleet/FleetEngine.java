package io.casemate.engine.fleet;

import io.casemate.engine.feed.Feed;
import io.casemate.engine.problem.Outcome;
import io.casemate.engine.tasks.Progress;
import java.util.List;

/// Hosts and what they serve. Neutral as to what moves orders to hosts: this machine's own agent
/// now, a distributed engine later.
public interface FleetEngine extends AutoCloseable {

    /// Starts the agents that are this engine's to start.
    void start();

    Feed<List<Host>> hosts();

    Feed<List<Placement>> placements();

    /// Orders a host to serve, and answers once it serves. A placement survives the agent: it is
    /// ordered again when the agent comes back. One that is refused leaves no placement behind.
    Outcome<Placement> place(Order order, Progress progress) throws InterruptedException;

    /// Like [#place], but does not wait: for orders restored at start-up.
    void restore(Order order);

    /// Orders a host to stop serving: it answers what it has accepted, then unloads.
    Outcome<Placement> withdraw(DeploymentId deployment) throws InterruptedException;

    @Override
    void close();
}
