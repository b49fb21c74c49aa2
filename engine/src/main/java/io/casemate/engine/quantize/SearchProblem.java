package io.casemate.engine.quantize;

import io.casemate.engine.problem.ProblemCode;

/// Why a search on record does not go on, or gives no variant.
enum SearchProblem implements ProblemCode {
    UNKNOWN_SEARCH("QUANT-401"),
    /// It has ended, or goes on already.
    NOT_INTERRUPTED("QUANT-402"),
    OTHER_PROGRAM("QUANT-403"),
    OTHER_HOST("QUANT-404"),
    UNKNOWN_ATTEMPT("QUANT-405"),
    /// The attempt misses a limit, or was not measured.
    NOT_PUBLISHABLE("QUANT-406"),
    /// What was made again is not what was measured.
    OTHER_BYTES("QUANT-407"),
    /// Layers can be measured for static INT8 only.
    NOT_RANKABLE("QUANT-408");

    private final String id;

    SearchProblem(String id) {
        this.id = id;
    }

    @Override
    public String id() {
        return id;
    }
}
