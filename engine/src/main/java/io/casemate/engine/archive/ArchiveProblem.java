package io.casemate.engine.archive;

import io.casemate.engine.problem.ProblemCode;

/// Why an archive or bundle is turned away. Part of the airlock's numbering: stage 2.
enum ArchiveProblem implements ProblemCode {
    OUTSIDE("AL-201"),
    LINK("AL-202"),
    SAME_NAME("AL-203"),
    TOO_LARGE("AL-204"),
    DISAGREEING("AL-205"),
    NESTED("AL-206"),
    UNSUPPORTED("AL-207"),
    TOO_MANY("AL-208"),
    DAMAGED("AL-209"),
    BAD_LAYOUT("AL-211"),
    NO_MODEL_LAYOUT("AL-212"),
    BAD_REPOSITORY("AL-213"),
    /// A blob is not what its digest says.
    DIFFERENT_CONTENT("AL-214");

    private final String id;

    ArchiveProblem(String id) {
        this.id = id;
    }

    ArchiveRefusal refusal(String what, String why, String remedy) {
        return new ArchiveRefusal(because(what, why, remedy));
    }

    @Override
    public String id() {
        return id;
    }
}
