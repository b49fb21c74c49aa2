package io.casemate.engine.export;

import io.casemate.engine.problem.EngineException;
import io.casemate.engine.problem.Problem;
import java.io.Serial;

/// Ends an export; turned into a refused outcome at the room's front door.
final class ExportRefusal extends EngineException {
    @Serial private static final long serialVersionUID = 1L;

    ExportRefusal(Problem problem) {
        super(problem, null);
    }
}
