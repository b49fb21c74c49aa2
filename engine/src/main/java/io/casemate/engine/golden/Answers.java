package io.casemate.engine.golden;

import io.casemate.engine.tensors.Tensor;
import io.casemate.engine.tensors.TensorNumbers;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/// What a model answered to one sample, and what is true.
///
/// @param label empty when there is none
public record Answers(SequencedMap<String, Values> outputs, double[] label) {

    /// {@return the outputs that are numbers, in the model's order}
    public static Answers of(List<Tensor> outputs, double[] label) {
        SequencedMap<String, Values> numbers = new LinkedHashMap<>();
        for (Tensor tensor : outputs) {
            if (TensorNumbers.areNumbers(tensor.datatype())) {
                long[] shape = tensor.shape();
                long width = shape.length == 0 ? 1 : Math.max(1, shape[shape.length - 1]);
                numbers.put(tensor.name(), new Values(TensorNumbers.of(tensor), (int) width));
            }
        }
        return new Answers(numbers, label);
    }
}
