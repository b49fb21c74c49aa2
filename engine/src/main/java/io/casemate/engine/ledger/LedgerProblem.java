package io.casemate.engine.ledger;

import io.casemate.engine.problem.Problem;
import io.casemate.engine.problem.ProblemCode;
import org.jspecify.annotations.Nullable;

/// What may be wrong with the ledger or its read model.
enum LedgerProblem implements ProblemCode {
    CANNOT_WRITE("LEDGER-001", Kind.ENVIRONMENT),
    CANNOT_READ("LEDGER-002", Kind.ENVIRONMENT),
    DAMAGED("LEDGER-003", Kind.ENVIRONMENT),
    CONTRADICTS_CHECKPOINT("LEDGER-004", Kind.ENVIRONMENT),
    READ_MODEL("LEDGER-005", Kind.DEFECT),
    BAD_CHECKPOINT("LEDGER-006", Kind.ENVIRONMENT);

    private final String id;
    private final Kind kind;

    LedgerProblem(String id, Kind kind) {
        this.id = id;
        this.kind = kind;
    }

    Problem because(String what, String why, String remedy) {
        return new Problem(this, what, why, remedy);
    }

    LedgerException exception(String what, String why, String remedy, @Nullable Throwable cause) {
        return new LedgerException(because(what, why, remedy), cause);
    }

    static Problem damaged(long entry, String why) {
        return DAMAGED.because(
                "Entry %d of the ledger does not hold.".formatted(entry),
                why,
                "Restore the ledger folder from a backup; keep the damaged one as evidence.");
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
