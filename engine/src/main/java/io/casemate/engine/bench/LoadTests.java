package io.casemate.engine.bench;

import io.casemate.engine.problem.Outcome;
import io.casemate.engine.tasks.Progress;

/// Sends load to an endpoint and reports what the clients saw. Never counts the first second: it
/// warms the connections.
public interface LoadTests {

    /// Interrupting the caller ends the load early with a report of what was sent.
    Outcome<LoadReport> run(LoadPlan plan, Progress progress) throws InterruptedException;
}
