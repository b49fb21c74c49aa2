package io.casemate.engine.quantize;

import io.casemate.engine.problem.EngineException;
import io.casemate.engine.problem.Problem;
import java.io.Serial;

/// A candidate could not be tried for a reason that has nothing to do with it, such as a full disk.
final class BrokenTrial extends EngineException {
    @Serial private static final long serialVersionUID = 1L;

    BrokenTrial(Problem problem) {
        super(problem, null);
    }
}
