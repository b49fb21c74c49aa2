package io.casemate.engine.normalize;

import io.casemate.engine.tensors.ErrorTally;
import io.casemate.engine.tensors.Tensor;
import io.casemate.engine.tensors.TensorNumbers;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// How much alike the outputs of two models are: the signal-to-noise ratio of each output, over all
/// elements of all samples.
public final class Likeness {
    /// No difference at all.
    public static final double SAME = ErrorTally.NO_DIFFERENCE_DB;

    /// Not comparable: other shapes, or values that are not finite in one of them only.
    public static final double NOTHING = ErrorTally.WORTHLESS_DB;

    private final Map<String, ErrorTally> tallies = new HashMap<>();

    /// Outputs are matched by name; those that are no numbers do not count.
    public void add(List<Tensor> expected, List<Tensor> actual) {
        Map<String, Tensor> others = new HashMap<>();
        actual.forEach(tensor -> others.put(tensor.name(), tensor));
        for (Tensor tensor : expected) {
            Tensor other = others.get(tensor.name());
            if (other != null && TensorNumbers.areNumbers(tensor.datatype())) {
                add(tensor, other);
            }
        }
    }

    private void add(Tensor expected, Tensor actual) {
        ErrorTally tally = tallies.computeIfAbsent(expected.name(), _ -> new ErrorTally());
        if (expected.elements() != actual.elements()
                || !TensorNumbers.areNumbers(actual.datatype())) {
            tally.addUnlike();
        } else {
            tally.add(TensorNumbers.of(expected), TensorNumbers.of(actual));
        }
    }

    /// {@return in dB, of one output}
    public double of(String output) {
        ErrorTally tally = tallies.get(output);
        return tally == null ? SAME : tally.snrDb();
    }

    /// {@return in dB, of the output that is least alike}
    public double worst() {
        return tallies.keySet().stream().mapToDouble(this::of).min().orElse(SAME);
    }
}
