package io.casemate.engine.quantize;

import io.casemate.engine.golden.GoldenSet;
import io.casemate.engine.golden.Metric;
import io.casemate.engine.runtime.SingleSession;
import io.casemate.engine.tensors.SeededInputs;
import io.casemate.engine.tensors.Tensor;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.IntFunction;
import java.util.function.IntUnaryOperator;

/// The inputs on which two models are compared.
///
/// @param basis what they are, for people
/// @param labels of each sample, empty where there is none
/// @param truth what tells good answers from bad ones
record Samples(
        int size,
        String basis,
        IntFunction<List<Tensor>> source,
        IntFunction<OptionalLong> labels,
        Truth truth) {
    private static final int MOST_GOLDEN = 500;
    private static final int SEEDED = 32;

    static Samples of(GoldenSet golden) {
        int size = Math.min(MOST_GOLDEN, golden.size());
        String basis =
                size == golden.size()
                        ? "golden set (%d samples)".formatted(size)
                        : "golden set (%d of %d samples)".formatted(size, golden.size());
        return new Samples(
                size, basis, golden::sample, golden::label, Truth.of(golden, index -> index));
    }

    /// {@return those samples of `golden` that `part` is}
    static Samples of(GoldenSet golden, SampleSplit.Part part) {
        int[] indexes = part.indexes();
        return new Samples(
                indexes.length,
                "golden set (%d of %d samples%s)"
                        .formatted(indexes.length, golden.size(), part.remark()),
                index -> golden.sample(indexes[index]),
                index -> golden.label(indexes[index]),
                Truth.of(golden, index -> indexes[index]));
    }

    /// {@return seeded inputs of a size that `session` takes; none if it takes none}
    static Samples seeded(SingleSession session) {
        return seeded(session, 1, SEEDED);
    }

    /// @param first the first seed
    static Samples seeded(SingleSession session, long first, int count) {
        OptionalLong freeSize = session.seededSize();
        if (freeSize.isEmpty()) {
            return new Samples(0, "nothing", _ -> List.of(), _ -> OptionalLong.empty(), Truth.NONE);
        }
        return new Samples(
                count,
                "seeded inputs (%d samples, seeds %d to %d), not real data"
                        .formatted(count, first, first + count - 1),
                index -> SeededInputs.of(session.inputs(), index + first, freeSize.getAsLong()),
                _ -> OptionalLong.empty(),
                Truth.NONE);
    }

    /// What tells good answers from bad ones.
    ///
    /// @param metric empty: top-1 or mean absolute error where there are labels
    /// @param labels what is true of each sample
    /// @param sources where each sample is, for people
    record Truth(
            Optional<Metric> metric, IntFunction<double[]> labels, IntFunction<String> sources) {
        static final Truth NONE = new Truth(Optional.empty(), _ -> new double[0], _ -> "");

        private static Truth of(GoldenSet golden, IntUnaryOperator place) {
            return new Truth(
                    golden.metric(),
                    index -> golden.truth(place.applyAsInt(index)),
                    index -> golden.source(place.applyAsInt(index)));
        }
    }

    List<Tensor> inputs(int index) {
        return source.apply(index);
    }
}
