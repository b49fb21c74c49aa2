package io.casemate.engine.signing;

import io.casemate.engine.problem.EngineException;
import io.casemate.engine.problem.Problem;
import java.io.Serial;

/// The signatures of this site could not be read.
public final class SigningException extends EngineException {
    @Serial private static final long serialVersionUID = 1L;

    SigningException(Problem problem, Throwable cause) {
        super(problem, cause);
    }
}
