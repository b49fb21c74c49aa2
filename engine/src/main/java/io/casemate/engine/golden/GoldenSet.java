package io.casemate.engine.golden;

import io.casemate.engine.tensors.Tensor;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// Samples of real inputs, on which accuracy is measured and ranges are found. [GoldenSets] tells
/// which forms are read. Samples are read when they are asked for, so that memory does not grow
/// with their number; they may differ in shape.
public interface GoldenSet {

    /// {@return the number of samples}
    int size();

    /// {@return the inputs of one sample, in the model's order, each with direct data}
    List<Tensor> sample(int index);

    /// {@return the class that the sample belongs to}
    OptionalLong label(int index);

    /// {@return what is true of the sample: its class, a number, or several; empty without labels}
    default double[] truth(int index) {
        return label(index).stream().mapToDouble(label -> label).toArray();
    }

    /// {@return what tells how good answers to these samples are; empty where nothing says so}
    default Optional<Metric> metric() {
        return Optional.empty();
    }

    /// {@return where the sample is, for people, such as `x.npy, sample 3`}
    String source(int index);
}
