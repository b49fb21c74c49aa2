package io.casemate.engine.export;

import io.casemate.engine.problem.ProblemCode;

/// Why a revision is not exported.
enum ExportProblem implements ProblemCode {
    /// Something is at the target already.
    EXISTS("EXPORT-001", Kind.REQUEST),
    /// The folder that the target would be in is not there, or the target is no good name.
    PLACE("EXPORT-002", Kind.REQUEST),
    /// The disk has too little room.
    NO_ROOM("EXPORT-003", Kind.CAPACITY),
    /// The files in the store are not the revision's.
    DAMAGED("EXPORT-004", Kind.ENVIRONMENT),
    /// Reading or writing failed.
    NOT_WRITTEN("EXPORT-005", Kind.ENVIRONMENT),
    /// An export to the same target was cut off, or runs.
    UNFINISHED("EXPORT-006", Kind.REQUEST),
    /// No import would take so many files.
    TOO_MANY("EXPORT-007", Kind.REQUEST),
    /// A file has a name that not every system takes.
    NAME("EXPORT-008", Kind.REQUEST);

    private final String id;
    private final Kind kind;

    ExportProblem(String id, Kind kind) {
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

    ExportRefusal refusal(String what, String why, String remedy) {
        return new ExportRefusal(because(what, why, remedy));
    }
}
