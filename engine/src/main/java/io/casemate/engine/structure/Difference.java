package io.casemate.engine.structure;

/// One thing that differs.
///
/// @param detail name of the attribute, value or weight; empty where there is only one
/// @param before empty text when it was not there
/// @param after empty text when it is not there any more
public record Difference(Aspect aspect, String detail, String before, String after) {

    /// What differs.
    public enum Aspect {
        OPERATOR,
        ATTRIBUTE,
        PRECISION,
        SHAPE,
        WEIGHT
    }
}
