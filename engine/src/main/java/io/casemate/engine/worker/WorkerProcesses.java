package io.casemate.engine.worker;

import io.casemate.engine.problem.Outcome;
import io.casemate.engine.tasks.Progress;
import tools.jackson.databind.node.ObjectNode;

/// Runs jobs, each in a process of its own.
public interface WorkerProcesses {

    /// Runs `job` and waits for its answer. A worker that dies, outlives its deadline or takes more
    /// memory than it may is killed, and the outcome is a refusal that says so (`WORKER-nnn`);
    /// interrupting the caller kills the worker too.
    Outcome<ObjectNode> run(Job job, Progress progress) throws InterruptedException;
}
