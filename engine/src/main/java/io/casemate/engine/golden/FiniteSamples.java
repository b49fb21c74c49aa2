package io.casemate.engine.golden;

import io.casemate.engine.tensors.Tensor;
import io.casemate.engine.tensors.TensorNumbers;
import java.nio.file.Path;
import java.util.List;

/// Samples for methods that NaN and infinity would spoil without a word.
///
/// @param folder where `set` lies
public record FiniteSamples(Path folder, GoldenSet set) {

    /// {@return the inputs of one sample}
    ///
    /// @throws GoldenException when one of them holds NaN or infinity
    public List<Tensor> sample(int index) {
        List<Tensor> tensors = set.sample(index);
        for (Tensor tensor : tensors) {
            switch (tensor.datatype()) {
                case FP16, BF16, FP32, FP64 -> check(tensor, index);
                case BOOL, UINT8, UINT16, UINT32, UINT64, INT8, INT16, INT32, INT64, BYTES -> {}
            }
        }
        return tensors;
    }

    private void check(Tensor tensor, int index) {
        double[] values = TensorNumbers.of(tensor);
        for (int i = 0; i < values.length; i++) {
            if (!Double.isFinite(values[i])) {
                throw new GoldenException(
                        GoldenProblem.NOT_FINITE,
                        folder,
                        "%s: element %d of the input '%s' is %s; all must be finite."
                                .formatted(set.source(index), i, tensor.name(), values[i]),
                        "Remove the sample, or repair it.");
            }
        }
    }
}
