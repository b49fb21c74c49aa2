package io.casemate.engine.golden;

import io.casemate.engine.problem.EngineException;
import io.casemate.engine.problem.Problem;
import java.io.Serial;
import java.nio.file.Path;

/// A folder is no golden set for a model.
public final class GoldenException extends EngineException {
    @Serial private static final long serialVersionUID = 1L;

    GoldenException(GoldenProblem reason, Path file, String why, String remedy) {
        super(
                new Problem(
                        reason, "The golden set '%s' was not opened.".formatted(file), why, remedy),
                null);
    }

    GoldenException(Problem problem) {
        super(problem, null);
    }
}
