package io.casemate.engine.golden;

import io.casemate.engine.tensors.Tensor;
import java.util.List;
import java.util.OptionalLong;

/// Samples on which accuracy is measured. Two forms of folder are read: one `.npy` file for each
/// model input, named after it, samples along the first axis, and optionally `labels.npy`
/// (integers, one a sample); or ONNX `test_data_set_N` folders with `input_N.pb` (`TensorProto`).
public interface GoldenSet {

    /// {@return the number of samples}
    int size();

    /// {@return the inputs of one sample, each with direct data and, in the `.npy` form, a first
    /// dimension of 1}
    List<Tensor> sample(int index);

    /// {@return the class that the sample belongs to}
    OptionalLong label(int index);
}
