package io.casemate.engine.tuning;

import io.casemate.engine.problem.Outcome;
import io.casemate.engine.tasks.Progress;
import java.time.Duration;

/// Tries settings.
@FunctionalInterface
interface Trials {

    /// @param budget for timing alone
    Outcome<TuneJob.Tried> attempt(Setting setting, Duration budget, Progress progress)
            throws InterruptedException;
}
