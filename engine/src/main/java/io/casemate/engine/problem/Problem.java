package io.casemate.engine.problem;

/// Something that went wrong, told so that the operator can act on it.
///
/// @param code stable identifier, shown on screen and searchable in the handbook
/// @param what what happened, one sentence, past tense, naming the thing affected
/// @param why the cause, with the measured value and the limit it crossed
/// @param remedy what to do next, as an imperative
public record Problem(ProblemCode code, String what, String why, String remedy) {

    @Override
    public String toString() {
        return "%s: %s %s %s".formatted(code.id(), what, why, remedy);
    }
}
