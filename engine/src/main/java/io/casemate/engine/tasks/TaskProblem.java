package io.casemate.engine.tasks;

import io.casemate.engine.problem.Problem;
import io.casemate.engine.problem.ProblemCode;

/// How a task ends that does not end by its own outcome.
enum TaskProblem implements ProblemCode {
    /// It was cancelled.
    CANCELLED("TASK-001", Kind.REQUEST),
    /// It failed in a way that nobody foresaw.
    FAILED("TASK-002", Kind.DEFECT);

    private final String id;
    private final Kind kind;

    TaskProblem(String id, Kind kind) {
        this.id = id;
        this.kind = kind;
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public Kind kind() {
        return kind;
    }

    static Problem cancelled(String title) {
        return new Problem(
                CANCELLED,
                "'%s' was not finished.".formatted(title),
                "It was stopped while it ran.",
                "Start it again when it is wanted.");
    }

    static Problem failed(String title, Throwable cause) {
        return new Problem(
                FAILED,
                "'%s' was not finished.".formatted(title),
                "The console failed with " + cause + ".",
                "Send the log to the developers; it has the details under TASK-002.");
    }
}
