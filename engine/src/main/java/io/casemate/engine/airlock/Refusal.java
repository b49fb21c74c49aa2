package io.casemate.engine.airlock;

import io.casemate.engine.problem.EngineException;
import io.casemate.engine.problem.Problem;
import java.io.Serial;

/// Ends the way through the airlock; turned into a refused outcome where the way began.
final class Refusal extends EngineException {
    @Serial private static final long serialVersionUID = 1L;

    Refusal(Problem problem) {
        super(problem, null);
    }
}
