package io.casemate.views.bridge;

import io.casemate.engine.problem.Problem;
import io.casemate.engine.problem.ProblemCode;

/// What the console itself reports.
public enum ConsoleProblem implements ProblemCode {
    /// An action failed in a way that nobody foresaw.
    DEFECT("CONSOLE-001", Kind.DEFECT),
    /// A file that the operator named could not be written.
    FILE_NOT_WRITTEN("CONSOLE-002", Kind.ENVIRONMENT);

    private final String id;
    private final Kind kind;

    ConsoleProblem(String id, Kind kind) {
        this.id = id;
        this.kind = kind;
    }

    static Problem defect(RuntimeException cause) {
        return new Problem(
                DEFECT,
                "The action was not carried out.",
                "The console is wrong here: %s.".formatted(cause),
                "Send the log of this session to support; it holds the details.");
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public Kind kind() {
        return kind;
    }
}
