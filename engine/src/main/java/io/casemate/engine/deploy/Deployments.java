package io.casemate.engine.deploy;

import io.casemate.engine.feed.Feed;
import io.casemate.engine.problem.Outcome;
import io.casemate.engine.tasks.Progress;
import java.util.List;

/// What serves, and under which name.
public interface Deployments {

    /// {@return all deployments, by name}
    Feed<List<Deployment>> all();

    /// Carries out `command` and answers the deployment as it then is; for a deploy that is once it
    /// serves.
    Outcome<Deployment> execute(DeployCommand command, Progress progress)
            throws InterruptedException;
}
