package io.casemate.engine.fleet;

/// What the console tells an agent, one JSON line each.
sealed interface AgentOrder {

    /// Always the first. An agent of another version refuses and ends.
    record Hello(int protocol) implements AgentOrder {}

    /// Serve. Answered by [AgentReport.Loaded] or [AgentReport.LoadFailed] with the same number.
    record Load(long number, Order order) implements AgentOrder {}

    /// Answer what was accepted and unload. Answered by [AgentReport.Unloaded].
    record Unload(long number, DeploymentId deployment) implements AgentOrder {}

    /// Keep requests. Answered by [AgentReport.Captured] or [AgentReport.CaptureRefused].
    record StartCapture(long number, CaptureOrder order) implements AgentOrder {}

    /// Keep no more of them. Answered as [StartCapture] is, once all is on disk.
    record StopCapture(long number, DeploymentId deployment) implements AgentOrder {}

    /// Drain everything and end.
    record Stop() implements AgentOrder {}
}
