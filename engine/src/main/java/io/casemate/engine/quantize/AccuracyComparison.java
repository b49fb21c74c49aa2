package io.casemate.engine.quantize;

import io.casemate.engine.models.Accuracy;
import io.casemate.engine.problem.EngineException;
import io.casemate.engine.problem.Outcome;
import io.casemate.engine.problem.Problem;
import io.casemate.engine.tasks.Progress;
import io.casemate.engine.tensors.Tensor;
import io.casemate.engine.tensors.TensorNumbers;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/// Compares the first outputs of two models, sample by sample.
///
/// SNR in dB is 10·log10(Σ parent² / Σ (parent − variant)²), over all elements of all samples.
final class AccuracyComparison {
    private static final double NO_DIFFERENCE_DB = 999;

    private final Samples samples;
    private double signal;
    private double noise;
    private double dot;
    private double variantSquares;
    private double maxAbs;
    private int labelled;
    private int parentRight;
    private int variantRight;

    AccuracyComparison(Samples samples) {
        this.samples = samples;
    }

    Outcome<Accuracy> run(MeasureJob.Pair pair, Progress progress) {
        for (int i = 0; i < samples.size(); i++) {
            List<Tensor> inputs = samples.inputs(i);
            Tensor expected = pair.parent().run(inputs).getFirst();
            Tensor actual;
            try {
                actual = pair.variant().run(inputs).getFirst();
            } catch (EngineException e) {
                return Outcome.refused(
                        MeasureProblem.DOES_NOT_RUN.because(
                                "The variant was not published: it does not run.",
                                "On sample %d: %s".formatted(i, e.problem().why()),
                                "Use another recipe for this model."));
            }
            if (!TensorNumbers.areNumbers(expected.datatype())
                    || expected.elements() != actual.elements()) {
                return Outcome.refused(notComparable(expected, actual));
            }
            add(TensorNumbers.of(expected), TensorNumbers.of(actual), samples.labels().apply(i));
            progress.report(
                    "comparing outputs, sample %d of %d".formatted(i + 1, samples.size()),
                    (double) (i + 1) / samples.size());
        }
        return accuracy();
    }

    private static Problem notComparable(Tensor expected, Tensor actual) {
        return MeasureProblem.NOT_COMPARABLE.because(
                "The variant was not published: its error could not be measured.",
                "The first output '%s' is %s with %d elements in the parent and %d in the variant."
                        .formatted(
                                expected.name(),
                                expected.datatype(),
                                expected.elements(),
                                actual.elements()),
                "Import a parent whose first output is numbers of a fixed count.");
    }

    private void add(double[] expected, double[] actual, OptionalLong label) {
        for (int i = 0; i < expected.length; i++) {
            double difference = expected[i] - actual[i];
            signal += expected[i] * expected[i];
            noise += difference * difference;
            dot += expected[i] * actual[i];
            variantSquares += actual[i] * actual[i];
            maxAbs = Math.max(maxAbs, Math.abs(difference));
        }
        if (label.isPresent()) {
            labelled++;
            parentRight += first(expected) == label.getAsLong() ? 1 : 0;
            variantRight += first(actual) == label.getAsLong() ? 1 : 0;
        }
    }

    /// {@return the index of the largest value}
    private static int first(double[] values) {
        int best = 0;
        for (int i = 1; i < values.length; i++) {
            if (values[i] > values[best]) {
                best = i;
            }
        }
        return best;
    }

    private Outcome<Accuracy> accuracy() {
        double snr = noise == 0 ? NO_DIFFERENCE_DB : 10 * Math.log10(signal / noise);
        double lengths = Math.sqrt(signal) * Math.sqrt(variantSquares);
        double cosine = noise == 0 ? 1 : dot / lengths;
        if (!Double.isFinite(snr) || !Double.isFinite(cosine)) {
            return Outcome.refused(
                    MeasureProblem.WORTHLESS.because(
                            "The variant was not published: its answers are worthless.",
                            "SNR is %s dB and cosine is %s on %s."
                                    .formatted(snr, cosine, samples.basis()),
                            "Use another recipe for this model."));
        }
        return Outcome.done(
                new Accuracy(
                        snr,
                        Math.clamp(cosine, -1, 1),
                        maxAbs,
                        samples.basis(),
                        samples.size(),
                        share(parentRight),
                        share(variantRight)));
    }

    private OptionalDouble share(int right) {
        return labelled == 0
                ? OptionalDouble.empty()
                : OptionalDouble.of((double) right / labelled);
    }
}
