package io.casemate.engine.runtime;

/// Whether the threads of a session burn processor time while they wait for work, in order to begin
/// sooner.
public enum Spinning {
    /// They sleep at once.
    OFF,
    /// They spin while a request runs, and sleep between requests.
    WHILE_RUNNING,
    /// They also spin for a while after a request.
    ALWAYS
}
