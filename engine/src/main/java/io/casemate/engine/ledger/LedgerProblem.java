package io.casemate.engine.ledger;

import io.casemate.engine.problem.ProblemCode;

/// What the ledger says no to.
enum LedgerProblem implements ProblemCode {
    /// The log could not be written.
    NOT_WRITTEN("LEDGER-001", Kind.ENVIRONMENT),
    /// An entry is damaged or was changed.
    DAMAGED("LEDGER-002", Kind.ENVIRONMENT),
    /// A checkpoint or the read model remembers entries that the log does not hold.
    CONTRADICTED("LEDGER-003", Kind.ENVIRONMENT),
    /// Another process has it open.
    IN_USE("LEDGER-004", Kind.ENVIRONMENT),
    /// The files could not be read.
    NOT_READ("LEDGER-005", Kind.ENVIRONMENT),
    /// The read model could not be opened, although it was made anew.
    READ_MODEL("LEDGER-006", Kind.ENVIRONMENT),
    /// A projection could not apply an entry.
    PROJECTION("LEDGER-007", Kind.DEFECT),
    /// It is closed.
    CLOSED("LEDGER-008", Kind.ENVIRONMENT),
    /// The signing key is unusable.
    KEY("LEDGER-009", Kind.ENVIRONMENT);

    private final String id;
    private final Kind kind;

    LedgerProblem(String id, Kind kind) {
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

    LedgerException because(Throwable cause, String what, String remedy) {
        return new LedgerException(because(what, "The cause was: " + cause + ".", remedy), cause);
    }
}
