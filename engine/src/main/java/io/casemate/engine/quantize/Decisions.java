package io.casemate.engine.quantize;

import io.casemate.engine.models.Differences.FlipRate;
import io.casemate.engine.models.MetricScore.Estimate;
import io.casemate.engine.tensors.Datatype;
import io.casemate.engine.tensors.Tensor;
import java.util.Optional;

/// Counts how often a variant decides otherwise than its parent, on the first output that is a
/// choice: whole numbers, or scores along a last axis of two or more in up to three axes.
final class Decisions {
    private static final int MOST_AXES = 3;

    private String output = "";
    private int decisions;
    private int flips;

    /// {@return whether `tensor` holds decisions}
    static boolean areIn(Tensor tensor) {
        long[] shape = tensor.shape();
        return isWhole(tensor.datatype())
                || (shape.length > 0 && shape.length <= MOST_AXES && shape[shape.length - 1] > 1);
    }

    static boolean isWhole(Datatype datatype) {
        return switch (datatype) {
            case BOOL, UINT8, UINT16, UINT32, UINT64, INT8, INT16, INT32, INT64 -> true;
            case FP16, BF16, FP32, FP64, BYTES -> false;
        };
    }

    void add(Tensor parent, double[] expected, double[] actual) {
        output = parent.name();
        int width =
                isWhole(parent.datatype()) ? 1 : (int) parent.shape()[parent.shape().length - 1];
        for (int start = 0; start + width <= expected.length; start += width) {
            boolean isSame =
                    width == 1
                            ? expected[start] == actual[start]
                            : largest(expected, start, width) == largest(actual, start, width);
            decisions++;
            flips += isSame ? 0 : 1;
        }
    }

    /// {@return the index, from `start`, of the largest of `width` values; the first of equals}
    static int largest(double[] values, int start, int width) {
        int best = 0;
        for (int i = 1; i < width; i++) {
            if (values[start + i] > values[start + best]) {
                best = i;
            }
        }
        return best;
    }

    Optional<FlipRate> rate() {
        return decisions == 0 ? Optional.empty() : Optional.of(wilson());
    }

    private FlipRate wilson() {
        Estimate share = Wilson.of(flips, decisions);
        return new FlipRate(output, flips, decisions, share.low(), share.high());
    }
}
