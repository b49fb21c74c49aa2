package io.casemate.engine.airlock;

import io.casemate.engine.problem.ProblemCode;

/// Why the airlock turns a model away. The first digit is the stage.
enum AirlockProblem implements ProblemCode {
    NOT_A_FILE("AL-001"),
    CHANGED_WHILE_COPIED("AL-002"),
    TOO_LARGE("AL-003"),
    NO_SPACE("AL-004"),
    UNREADABLE("AL-005"),
    NOT_ONE_MODEL("AL-006"),
    NOT_IN_QUARANTINE("AL-007"),
    NOT_PURGED("AL-008"),
    PICKLE("AL-101"),
    OTHER_FORMAT("AL-102"),
    /// Made from a model for one engine.
    COMPILED("AL-103"),
    PROGRAM("AL-104"),
    OTHER_NAME("AL-105"),
    UNKNOWN_CONTENT("AL-106"),
    ARCHIVE("AL-200"),
    LEFT_QUARANTINE("AL-215"),
    BROKEN("AL-401"),
    TOO_DEEP("AL-402"),
    TOO_NEW("AL-403"),
    TOO_MANY("AL-404"),
    MODEL_FILE_TOO_LARGE("AL-405"),
    IMPOSSIBLE_TENSOR("AL-501"),
    MISFIT_TENSOR("AL-502"),
    SPARSE_TENSOR("AL-503"),
    TOO_MUCH_TEXT("AL-504"),
    OUTSIDE("AL-601"),
    LINKED_DATA("AL-602"),
    MISSING_DATA("AL-603"),
    PAST_THE_END("AL-604"),
    ODD_DATA_KEY("AL-605"),
    OVERLAPPING_DATA("AL-606"),
    FOREIGN_OPERATOR("AL-701"),
    COMPILED_BLOCK("AL-702"),
    RECURSION("AL-703"),
    /// Only ever a finding.
    ENDLESS_LOOP("AL-704"),
    TRAINING_PART("AL-705"),
    UNCHECKED_INPUT("AL-706"),
    TOO_LARGE_TO_RUN("AL-801"),
    HIDDEN_CONTENT("AL-901"),
    /// Only ever a finding.
    SECRET("AL-902"),
    /// Only ever a finding.
    LINK("AL-903"),
    CRASHED("AL-1001"),
    NO_ANSWER("AL-1002"),
    DID_NOT_RUN("AL-1003"),
    TOO_MUCH_MEMORY("AL-1004"),
    NOT_A_NUMBER("AL-1005"),
    BAD_GOLDEN_SET("AL-1006"),
    UNSTEADY_ANSWER("AL-1007"),
    NO_MEMORY_FREE("AL-1008"),
    SECOND_PERSON("AL-1201");

    private final String id;

    AirlockProblem(String id) {
        this.id = id;
    }

    Refusal refusal(String what, String why, String remedy) {
        return new Refusal(because(what, why, remedy));
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public Kind kind() {
        return this == NO_SPACE || this == NOT_PURGED || this == NO_MEMORY_FREE
                ? Kind.ENVIRONMENT
                : Kind.REQUEST;
    }
}
