package io.casemate.engine.tuning;

import io.casemate.engine.golden.GoldenSet;
import io.casemate.engine.golden.GoldenSets;
import io.casemate.engine.runtime.SingleSession;
import io.casemate.engine.tensors.SeededInputs;
import io.casemate.engine.tensors.Tensor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.IntStream;

/// The samples that settings are measured on: few, so that all stay in memory.
///
/// @param basis what they are, for people
record TuneInputs(String basis, List<List<Tensor>> samples) {
    private static final int MOST = 8;

    TuneInputs {
        samples = List.copyOf(samples);
    }

    /// {@return the golden set's first samples, or seeded ones; none when the model takes none}
    ///
    /// @param golden folder of the golden set
    static TuneInputs of(Optional<String> golden, SingleSession session) throws IOException {
        return golden.isPresent()
                ? of(GoldenSets.open(Path.of(golden.get()), session.inputs()))
                : seeded(session);
    }

    private static TuneInputs of(GoldenSet golden) {
        int size = Math.min(MOST, golden.size());
        return new TuneInputs(
                "golden set (%d of %d samples)".formatted(size, golden.size()),
                IntStream.range(0, size).mapToObj(golden::sample).toList());
    }

    private static TuneInputs seeded(SingleSession session) {
        OptionalLong size = session.seededSize();
        if (size.isEmpty()) {
            return new TuneInputs("nothing", List.of());
        }
        return new TuneInputs(
                "seeded inputs (%d samples, free sizes %d), not real data"
                        .formatted(MOST, size.getAsLong()),
                IntStream.rangeClosed(1, MOST)
                        .mapToObj(seed -> SeededInputs.of(session.inputs(), seed, size.getAsLong()))
                        .toList());
    }

    /// {@return the samples of each request: all of them alone, or `batch` of them together}
    List<List<List<Tensor>>> groups(int batch) {
        return batch == 1
                ? samples.stream().map(List::of).toList()
                : List.of(
                        IntStream.range(0, batch)
                                .mapToObj(i -> samples.get(i % samples.size()))
                                .toList());
    }

    /// {@return requests of `batch` samples each; empty when the samples differ in shape}
    Optional<List<List<Tensor>>> requests(int batch) {
        return batch == 1
                ? Optional.of(samples)
                : Batches.stacked(groups(batch).getFirst()).map(List::of);
    }
}
