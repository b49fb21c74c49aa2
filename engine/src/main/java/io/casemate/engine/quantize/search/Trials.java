package io.casemate.engine.quantize.search;

import io.casemate.engine.qdq.LayerRanking;
import io.casemate.engine.quantize.Recipe;
import io.casemate.engine.quantize.Step;
import io.casemate.engine.tasks.Progress;

/// Makes and measures candidates.
public interface Trials {

    /// Never fails on a candidate's account: what cannot be made is [Attempt.Failed].
    Attempt attempt(Recipe recipe, Progress progress) throws InterruptedException;

    /// {@return the layers that `step` would put into INT8; none when that cannot be found out}
    LayerRanking rank(Step.StaticInt8 step, Progress progress) throws InterruptedException;
}
