package io.casemate.engine.fleet;

import java.net.URI;

/// The line to an agent that is up. Orders arrive in the sequence in which they were sent.
interface AgentLink {

    URI endpoint();

    /// Never blocks. Orders to an agent that has died meanwhile are lost, and it is told apart.
    void send(AgentOrder order);
}
