package io.casemate.engine.quantize.search;

import io.casemate.engine.quantize.Recipe;
import io.casemate.engine.tasks.Progress;

/// Makes and measures candidates.
public interface Trials {

    /// Never fails on a candidate's account: what cannot be made is [Attempt.Failed].
    Attempt attempt(Recipe recipe, Progress progress) throws InterruptedException;
}
