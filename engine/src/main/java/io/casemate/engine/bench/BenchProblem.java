package io.casemate.engine.bench;

import io.casemate.engine.problem.ProblemCode;

/// Why no load was sent.
enum BenchProblem implements ProblemCode {
    UNREACHABLE("BENCH-001", Kind.ENVIRONMENT),
    UNKNOWN_MODEL("BENCH-002", Kind.REQUEST),
    NOTHING_ANSWERED("BENCH-003", Kind.REQUEST),
    NO_JSON_FORM("BENCH-004", Kind.REQUEST);

    private final String id;
    private final Kind kind;

    BenchProblem(String id, Kind kind) {
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
}
