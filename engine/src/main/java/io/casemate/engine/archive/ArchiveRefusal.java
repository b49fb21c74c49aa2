package io.casemate.engine.archive;

import io.casemate.engine.problem.EngineException;
import io.casemate.engine.problem.Problem;
import java.io.Serial;

/// Ends an unpacking; turned into a refused outcome at the room's front doors.
final class ArchiveRefusal extends EngineException {
    @Serial private static final long serialVersionUID = 1L;

    ArchiveRefusal(Problem problem) {
        super(problem, null);
    }
}
