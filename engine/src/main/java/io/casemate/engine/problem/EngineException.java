package io.casemate.engine.problem;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/// The engine could not do what it promised. Each room has its own subclass; plain instances do not
/// exist.
public abstract class EngineException extends RuntimeException {
    @Serial private static final long serialVersionUID = 1L;

    private final transient Problem problem;

    protected EngineException(Problem problem, @Nullable Throwable cause) {
        super(problem.toString(), cause);
        this.problem = problem;
    }

    public Problem problem() {
        return problem;
    }
}
