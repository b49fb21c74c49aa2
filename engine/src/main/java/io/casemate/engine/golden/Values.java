package io.casemate.engine.golden;

/// Numbers of one sample: an output, a label, or what was made of them.
///
/// @param width size of the last axis, at least 1; what has no axes is one wide
record Values(double[] numbers, int width) {

    static Values of(double... numbers) {
        return new Values(numbers, Math.max(1, numbers.length));
    }

    int length() {
        return numbers.length;
    }
}
