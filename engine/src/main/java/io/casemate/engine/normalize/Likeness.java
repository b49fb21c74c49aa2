package io.casemate.engine.normalize;

import io.casemate.engine.tensors.Tensor;
import io.casemate.engine.tensors.TensorNumbers;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// How much alike the outputs of two models are: for each output 10·log10(Σ a² / Σ (a − b)²) in dB,
/// over all elements of all samples, counted as the reference counts.
public final class Likeness {
    /// No difference at all.
    public static final double SAME = 999;

    /// Not comparable: other shapes, or values that are not finite in one of them only.
    public static final double NOTHING = -999;

    private final Map<String, double[]> sums = new HashMap<>();

    /// {@return how much alike the outputs on a few samples are}
    public static Likeness between(List<List<Tensor>> expected, List<List<Tensor>> actual) {
        var likeness = new Likeness();
        for (int i = 0; i < expected.size(); i++) {
            likeness.add(expected.get(i), actual.get(i));
        }
        return likeness;
    }

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
        double[] sum = sums.computeIfAbsent(expected.name(), _ -> new double[2]);
        if (expected.elements() != actual.elements()
                || !TensorNumbers.areNumbers(actual.datatype())) {
            sum[1] = Double.POSITIVE_INFINITY;
            return;
        }
        double[] a = TensorNumbers.of(expected);
        double[] b = TensorNumbers.of(actual);
        for (int i = 0; i < a.length; i++) {
            if (Double.compare(a[i], b[i]) != 0) {
                double difference = a[i] - b[i];
                sum[1] += difference * difference;
            }
            sum[0] += Double.isFinite(a[i]) ? a[i] * a[i] : 0;
        }
    }

    /// {@return in dB, of one output}
    public double of(String output) {
        double[] sum = sums.get(output);
        if (sum == null || sum[1] == 0) {
            return SAME;
        }
        double likeness = 10 * Math.log10(sum[0] / sum[1]);
        return Double.isFinite(likeness) ? likeness : NOTHING;
    }

    /// {@return in dB, of the output that is least alike}
    public double worst() {
        return sums.keySet().stream().mapToDouble(this::of).min().orElse(SAME);
    }
}
