package io.casemate.engine.models;

import io.casemate.engine.problem.EngineException;
import io.casemate.engine.problem.Problem;
import java.io.Serial;
import org.jspecify.annotations.Nullable;

/// The store of models could not be read or written.
public final class ModelsException extends EngineException {
    @Serial private static final long serialVersionUID = 1L;

    public ModelsException(Problem problem, @Nullable Throwable cause) {
        super(problem, cause);
    }
}
