package io.casemate.app.control;

import io.casemate.engine.problem.Outcome;
import io.casemate.engine.tasks.Progress;
import tools.jackson.databind.node.ObjectNode;

/// Carries out requests in the process that owns the data folder.
@FunctionalInterface
public interface Verbs {

    /// Waits for the outcome. Interrupting the caller cancels it.
    Outcome<ObjectNode> execute(Request request, Progress progress);
}
