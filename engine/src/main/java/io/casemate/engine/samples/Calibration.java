package io.casemate.engine.samples;

import io.casemate.engine.golden.FiniteSamples;
import io.casemate.engine.golden.GoldenSets;
import io.casemate.engine.tensors.Port;
import io.casemate.engine.tensors.Tensor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/// The samples that may be used for one purpose. Read one at a time.
///
/// @param indexes of those samples
public record Calibration(FiniteSamples samples, int[] indexes) {

    /// Opens the samples in `folder`.
    ///
    /// @param ports inputs of the model
    /// @param part gives the indexes of those that may be used, from the size of the set
    /// @throws io.casemate.engine.golden.GoldenException when they do not fit the model
    public static Calibration open(Path folder, List<Port> ports, IntFunction<int[]> part)
            throws IOException {
        var samples = new FiniteSamples(folder, GoldenSets.open(folder, ports));
        return new Calibration(samples, part.apply(samples.set().size()));
    }

    public int size() {
        return indexes.length;
    }

    /// {@return how many samples the set has, those included that may not be used}
    public int whole() {
        return samples.set().size();
    }

    /// @throws io.casemate.engine.golden.GoldenException when one holds NaN or infinity
    List<Tensor> inputs(int at) {
        return samples.sample(indexes[at]);
    }

    String source(int at) {
        return samples.set().source(indexes[at]);
    }

    /// {@return the first samples, at most `most`}
    public List<List<Tensor>> first(int most) {
        var first = new ArrayList<List<Tensor>>();
        for (int i = 0; i < Math.min(most, size()); i++) {
            first.add(inputs(i));
        }
        return first;
    }
}
