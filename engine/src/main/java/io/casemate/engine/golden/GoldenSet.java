package io.casemate.engine.golden;

import io.casemate.engine.tensors.Tensor;
import java.util.List;
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

    /// {@return where the sample is, for people, such as `x.npy, sample 3`}
    String source(int index);
}
