package io.casemate.engine.worker;

import io.casemate.engine.problem.Outcome;
import io.casemate.engine.tasks.Progress;
import java.nio.file.Path;
import tools.jackson.databind.node.ObjectNode;

/// The part of a job that runs inside the worker process.
@FunctionalInterface
public interface JobHandler {

    /// @param folder the only place to write to
    Outcome<ObjectNode> run(ObjectNode input, Path folder, Progress progress) throws Exception;
}
