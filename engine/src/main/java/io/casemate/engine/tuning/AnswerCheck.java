package io.casemate.engine.tuning;

import io.casemate.engine.tensors.Tensor;
import io.casemate.engine.tensors.TensorDifference;
import java.util.List;
import java.util.Optional;

/// Holds the answers of a setting against those of the standard settings. What rounding explains
/// passes, and so does twice the difference that the standard settings show to themselves, for
/// models that answer differently each time.
record AnswerCheck(Contestant standard, Contestant setting, TuneInputs inputs) {
    private static final int NOISE_FACTOR = 2;

    /// {@return the output that differs most, in words; empty when all are the same}
    Optional<String> difference() {
        for (List<List<Tensor>> samples : inputs.groups(setting.setting().batch())) {
            List<Tensor> request = Batches.stacked(samples).orElseThrow();
            Optional<List<Tensor>> expected = expected(samples);
            Optional<List<Tensor>> again = expected(samples);
            List<Tensor> answer = setting.first().run(request);
            if (expected.isEmpty() || again.isEmpty()) {
                return Optional.of("answers to single samples differ in shape");
            }
            Optional<String> found = difference(expected.get(), again.get(), answer);
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    private Optional<List<Tensor>> expected(List<List<Tensor>> samples) {
        return Batches.stacked(
                samples.stream().map(sample -> standard.first().run(sample)).toList());
    }

    private static Optional<String> difference(
            List<Tensor> expected, List<Tensor> again, List<Tensor> answer) {
        for (int i = 0; i < expected.size(); i++) {
            double noise = TensorDifference.between(expected.get(i), again.get(i)).largest();
            var found = TensorDifference.between(expected.get(i), answer.get(i));
            if (found.largest() > Math.max(TensorDifference.ROUNDING, NOISE_FACTOR * noise)) {
                return Optional.of(found.told());
            }
        }
        return Optional.empty();
    }
}
