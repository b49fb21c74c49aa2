package io.casemate.engine.signing;

import io.casemate.engine.problem.Problem;
import java.io.Serial;

/// Carries a refusal from where it is found up to the front door, which answers it as a value.
final class Refusal extends Exception {
    @Serial private static final long serialVersionUID = 1L;

    private final transient Problem problem;

    Refusal(Problem problem) {
        super(problem.toString());
        this.problem = problem;
    }

    Problem problem() {
        return problem;
    }
}
