package io.casemate.engine.runtime;

import io.casemate.engine.problem.EngineException;
import io.casemate.engine.problem.Problem;
import java.io.Serial;

/// ONNX Runtime itself is not there.
public final class RuntimeFailure extends EngineException {
    @Serial private static final long serialVersionUID = 1L;

    RuntimeFailure(Problem problem, Throwable cause) {
        super(problem, cause);
    }
}
