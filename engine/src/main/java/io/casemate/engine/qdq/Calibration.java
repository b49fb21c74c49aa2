package io.casemate.engine.qdq;

import io.casemate.engine.golden.FiniteSamples;
import io.casemate.engine.tensors.Tensor;
import java.util.ArrayList;
import java.util.List;

/// The samples that may be used for one purpose. Read one at a time.
///
/// @param indexes of those samples
public record Calibration(FiniteSamples samples, int[] indexes) {

    int size() {
        return indexes.length;
    }

    List<Tensor> inputs(int at) {
        return samples.sample(indexes[at]);
    }

    String source(int at) {
        return samples.set().source(indexes[at]);
    }

    /// {@return the first samples, at most `most`}
    List<List<Tensor>> first(int most) {
        var first = new ArrayList<List<Tensor>>();
        for (int i = 0; i < Math.min(most, size()); i++) {
            first.add(inputs(i));
        }
        return first;
    }
}
