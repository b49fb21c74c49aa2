package io.casemate.engine.foreign;

import io.casemate.engine.units.Bytes;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.TreeMap;

/// Counts the tensors of a header. Confined to one thread.
final class TensorTally {
    private static final int MOST_TENSORS = 100_000;

    private final SequencedMap<String, Integer> byType = new TreeMap<>();
    private int count;
    private long parameters;
    private long bytes;

    /// @param elements 0 or more
    /// @param size in bytes, 0 or more
    void add(String type, long elements, long size) {
        count++;
        if (count > MOST_TENSORS) {
            throw new LyingHeader("It has more than %,d tensors.".formatted(MOST_TENSORS));
        }
        byType.merge(type, 1, Integer::sum);
        try {
            parameters = Math.addExact(parameters, elements);
            bytes = Math.addExact(bytes, size);
        } catch (ArithmeticException _) {
            throw new LyingHeader("Its tensors together are larger than any file can be.");
        }
    }

    /// {@return the product of `shape`}
    static long elements(String tensor, long[] shape) {
        long elements = 1;
        for (long extent : shape) {
            if (extent < 0 || Math.multiplyHigh(elements, extent) != 0 || elements * extent < 0) {
                throw new LyingHeader(
                        "Tensor '%s' claims more elements than any file can hold."
                                .formatted(LyingHeader.shown(tensor)));
            }
            elements *= extent;
        }
        return elements;
    }

    ForeignModel model(Optional<String> architecture, Optional<String> title) {
        return new ForeignModel(
                architecture.map(LyingHeader::shown),
                title.map(LyingHeader::shown),
                byType,
                parameters,
                new Bytes(bytes));
    }
}
