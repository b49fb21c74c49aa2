package io.casemate.engine.golden;

import io.casemate.engine.tensors.Port;

/// Whether the shape of a sample is one that an input takes.
final class Shapes {

    private Shapes() {}

    /// An input that says nothing of its shape takes any.
    static boolean fits(long[] shape, Port input) {
        if (input.shape().isEmpty()) {
            return true;
        }
        boolean fits = shape.length == input.shape().size();
        for (int i = 0; fits && i < shape.length; i++) {
            long wanted = input.shape().get(i);
            fits = shape[i] >= 0 && (wanted < 0 || wanted == shape[i]);
        }
        return fits;
    }
}
