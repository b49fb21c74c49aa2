package io.casemate.engine.models;

import io.casemate.engine.problem.EngineException;
import io.casemate.engine.problem.Problem;
import io.casemate.engine.problem.ProblemCode;
import java.io.Serial;

/// What may go wrong in the registry.
enum ModelsProblem implements ProblemCode {
    UNKNOWN("MODELS-001", Kind.REQUEST),
    AMBIGUOUS("MODELS-002", Kind.REQUEST),
    STORE("MODELS-003", Kind.ENVIRONMENT);

    private final String id;
    private final Kind kind;

    ModelsProblem(String id, Kind kind) {
        this.id = id;
        this.kind = kind;
    }

    Problem because(String what, String why, String remedy) {
        return new Problem(this, what, why, remedy);
    }

    static StoreException store(String what, Exception cause) {
        return new StoreException(
                STORE.because(
                        what,
                        cause.toString(),
                        "Check the data folder's permissions and free space, then try again."),
                cause);
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public Kind kind() {
        return kind;
    }

    /// The store could not be read or written.
    static final class StoreException extends EngineException {
        @Serial private static final long serialVersionUID = 1L;

        private StoreException(Problem problem, Exception cause) {
            super(problem, cause);
        }
    }
}
