package io.casemate.engine.ledger;

import io.casemate.engine.problem.EngineException;
import io.casemate.engine.problem.Problem;
import java.io.Serial;
import org.jspecify.annotations.Nullable;

/// The ledger could not be read or written.
public final class LedgerException extends EngineException {
    @Serial private static final long serialVersionUID = 1L;

    public LedgerException(Problem problem, @Nullable Throwable cause) {
        super(problem, cause);
    }
}
