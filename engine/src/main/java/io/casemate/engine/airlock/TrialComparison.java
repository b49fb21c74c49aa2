package io.casemate.engine.airlock;

import io.casemate.engine.tensors.Port;
import io.casemate.engine.tensors.Tensor;
import io.casemate.engine.tensors.TensorDifference;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// Two answers of a model to the same inputs, held against each other.
final class TrialComparison {
    /// From here on they are answers of two different models.
    static final double OTHER_MODEL = 0.25;

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

    /// {@return the output that optimizing changes most, if by more than the rounding explains}
    static Optional<TensorDifference> beyondTolerance(List<Tensor> plain, List<Tensor> optimized) {
        return IntStream.range(0, plain.size())
                .mapToObj(i -> TensorDifference.between(plain.get(i), optimized.get(i)))
                .max(Comparator.comparingDouble(TensorDifference::largest))
                .filter(difference -> difference.largest() > TensorDifference.ROUNDING);
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
}
