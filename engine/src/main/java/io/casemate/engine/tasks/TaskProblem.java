package io.casemate.engine.tasks;

import io.casemate.engine.problem.Problem;
import io.casemate.engine.problem.ProblemCode;

enum TaskProblem implements ProblemCode {
    CANCELLED("TASK-001", Kind.REQUEST),
    DEFECT("TASK-002", Kind.DEFECT);

    private final String id;
    private final Kind kind;

    TaskProblem(String id, Kind kind) {
        this.id = id;
        this.kind = kind;
    }

    static Problem cancelled(String title, String step) {
        return new Problem(
                CANCELLED,
                "'%s' was cancelled.".formatted(title),
                step.isEmpty()
                        ? "It was told to stop."
                        : "It was told to stop at: %s.".formatted(step),
                "Start it again when it is wanted; nothing was changed.");
    }

    static Problem defect(String title, RuntimeException cause) {
        return new Problem(
                DEFECT,
                "'%s' was not completed.".formatted(title),
                "The engine failed where it should not: %s.".formatted(cause),
                "Send us the console's log; it names the place.");
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
