package io.casemate.engine.airlock;

import io.casemate.engine.tensors.Datatype;
import io.casemate.engine.tensors.Port;
import io.casemate.engine.tensors.Tensor;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Two answers of a model to the same inputs, held against each other.
final class TrialComparison {
    /// Largest difference allowed between optimization levels, relative to the largest value.
    private static final double TOLERANCE = 1e-3;

    private TrialComparison() {}

    /// {@return the first output that differs in any bit}
    static Optional<String> firstDifference(List<Tensor> one, List<Tensor> other) {
        for (int i = 0; i < one.size(); i++) {
            boolean isEqual =
                    Arrays.equals(one.get(i).shape(), other.get(i).shape())
                            && one.get(i).data().equals(other.get(i).data());
            if (!isEqual) {
                return Optional.of(one.get(i).name());
            }
        }
        return Optional.empty();
    }

    /// {@return a sentence when optimizing changes an answer by more than the tolerance}
    static Optional<String> beyondTolerance(List<Tensor> plain, List<Tensor> optimized) {
        for (int i = 0; i < plain.size(); i++) {
            double difference = relativeDifference(plain.get(i), optimized.get(i));
            if (difference > TOLERANCE) {
                return Optional.of(
                        String.format(
                                Locale.ROOT,
                                "Optimizing changes output '%s' by %.2g of its largest value"
                                        + " (tolerance %.0e).",
                                plain.get(i).name(),
                                difference,
                                TOLERANCE));
            }
        }
        return Optional.empty();
    }

    private static double relativeDifference(Tensor one, Tensor other) {
        if (one.datatype() != Datatype.FP32 || !Arrays.equals(one.shape(), other.shape())) {
            return 0;
        }
        ByteBuffer left = one.data().duplicate().order(one.data().order());
        ByteBuffer right = other.data().duplicate().order(other.data().order());
        double largest = 0;
        double difference = 0;
        while (left.remaining() >= Float.BYTES && right.remaining() >= Float.BYTES) {
            double value = left.getFloat();
            largest = Math.max(largest, Math.abs(value));
            difference = Math.max(difference, Math.abs(value - right.getFloat()));
        }
        return largest == 0 ? difference : difference / largest;
    }

    /// {@return a sentence when an output has another shape than the model declares}
    static Optional<String> undeclaredShape(List<Port> declared, List<Tensor> outputs) {
        for (int i = 0; i < outputs.size(); i++) {
            List<Long> wanted = declared.get(i).shape();
            long[] given = outputs.get(i).shape();
            if (!wanted.isEmpty() && !fits(wanted, given)) {
                return Optional.of(
                        "Output '%s' has the shape %s and the model declares %s."
                                .formatted(outputs.get(i).name(), Arrays.toString(given), wanted));
            }
        }
        return Optional.empty();
    }

    private static boolean fits(List<Long> wanted, long[] given) {
        if (wanted.size() != given.length) {
            return false;
        }
        for (int i = 0; i < given.length; i++) {
            if (wanted.get(i) >= 0 && wanted.get(i) != given[i]) {
                return false;
            }
        }
        return true;
    }

    static boolean isFinite(Tensor tensor) {
        if (tensor.datatype() != Datatype.FP32) {
            return true;
        }
        ByteBuffer data = tensor.data().duplicate().order(tensor.data().order());
        while (data.remaining() >= Float.BYTES) {
            if (!Float.isFinite(data.getFloat())) {
                return false;
            }
        }
        return true;
    }
}
