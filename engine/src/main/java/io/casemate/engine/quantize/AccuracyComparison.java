package io.casemate.engine.quantize;

import io.casemate.engine.golden.Answers;
import io.casemate.engine.golden.Metric;
import io.casemate.engine.models.Accuracy;
import io.casemate.engine.models.Differences;
import io.casemate.engine.models.Differences.OutputError;
import io.casemate.engine.problem.EngineException;
import io.casemate.engine.problem.Outcome;
import io.casemate.engine.problem.Problem;
import io.casemate.engine.tasks.Progress;
import io.casemate.engine.tensors.ErrorTally;
import io.casemate.engine.tensors.Tensor;
import io.casemate.engine.tensors.TensorNumbers;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// Compares the outputs of two models, sample by sample: every output of real numbers, or, where a
/// model has none, every output of whole numbers.
final class AccuracyComparison {
    private final Samples samples;
    private final MeasureJob.Pair pair;
    private final Map<String, ErrorTally> tallies = new LinkedHashMap<>();
    private final Decisions decisions = new Decisions();
    private final Labels labels = new Labels();
    private Optional<MetricTally> metric = Optional.empty();
    private String decisive = "";

    AccuracyComparison(Samples samples, MeasureJob.Pair pair) {
        this.samples = samples;
        this.pair = pair;
    }

    Outcome<Accuracy> run(Progress progress) {
        for (int i = 0; i < samples.size(); i++) {
            List<Tensor> inputs = samples.inputs(i);
            List<Tensor> expected = pair.parent().run(inputs);
            List<Tensor> actual;
            try {
                actual = pair.variant().run(inputs);
            } catch (EngineException e) {
                return Outcome.refused(doesNotRun(i, e));
            }
            Optional<Problem> problem = compare(i, expected, actual);
            if (problem.isPresent()) {
                return Outcome.refused(problem.get());
            }
            measure(i, expected, actual);
            progress.report(
                    "comparing outputs, sample %d of %d".formatted(i + 1, samples.size()),
                    (double) (i + 1) / samples.size());
        }
        return accuracy();
    }

    private void measure(int sample, List<Tensor> expected, List<Tensor> actual) {
        double[] truth = samples.truth().labels().apply(sample);
        if (metric.isEmpty() && sample == 0) {
            metric =
                    samples.truth()
                            .metric()
                            .or(() -> standard(expected.getFirst(), truth))
                            .map(MetricTally::new);
        }
        String source = samples.truth().sources().apply(sample);
        metric.ifPresent(tally ->
                tally.add(Answers.of(expected, truth), Answers.of(actual, truth), source));
    }

    /// {@return the metric where nothing names one: for a class, or for one number}
    private static Optional<Metric> standard(Tensor first, double[] truth) {
        if (truth.length != 1 || !TensorNumbers.areNumbers(first.datatype())) {
            return Optional.empty();
        }
        return Optional.of(
                first.elements() == 1 && isReal(first) ? Metric.MEAN_ABSOLUTE_ERROR : Metric.TOP_1);
    }

    private static Problem doesNotRun(int sample, EngineException e) {
        return MeasureProblem.DOES_NOT_RUN.because(
                "The variant was not published: it does not run.",
                "On sample %d: %s".formatted(sample, e.problem().why()),
                "Use another recipe for this model.");
    }

    private Optional<Problem> compare(int sample, List<Tensor> expected, List<Tensor> actual) {
        boolean isReal = expected.stream().anyMatch(AccuracyComparison::isReal);
        for (int i = 0; i < expected.size(); i++) {
            Tensor parent = expected.get(i);
            if (!TensorNumbers.areNumbers(parent.datatype())) {
                continue;
            }
            boolean counts = isReal(parent) || !isReal;
            if (parent.elements() != actual.get(i).elements()) {
                if (counts) {
                    return Optional.of(notComparable(parent, actual.get(i)));
                }
                continue;
            }
            compare(sample, parent, actual.get(i), counts);
        }
        return Optional.empty();
    }

    private static boolean isReal(Tensor tensor) {
        return TensorNumbers.areNumbers(tensor.datatype()) && !Decisions.isWhole(tensor.datatype());
    }

    private void compare(int sample, Tensor parent, Tensor variant, boolean counts) {
        double[] expected = TensorNumbers.of(parent);
        double[] actual = TensorNumbers.of(variant);
        if (counts) {
            tallies.computeIfAbsent(parent.name(), _ -> new ErrorTally()).add(expected, actual);
        }
        if (decisive.isEmpty() && Decisions.areIn(parent)) {
            decisive = parent.name();
        }
        if (decisive.equals(parent.name())) {
            decisions.add(parent, expected, actual);
        }
        boolean isFirst = parent.name().equals(pair.parent().outputs().getFirst().name());
        if (isFirst && expected.length > 0) {
            samples.labels()
                    .apply(sample)
                    .ifPresent(label -> labels.add(parent, expected, actual, label));
        }
    }

    private static Problem notComparable(Tensor expected, Tensor actual) {
        return MeasureProblem.NOT_COMPARABLE.because(
                "The variant was not published: its error could not be measured.",
                "The output '%s' is %s with %d elements in the parent and %d in the variant."
                        .formatted(
                                expected.name(),
                                expected.datatype(),
                                expected.elements(),
                                actual.elements()),
                "Import a parent whose outputs are numbers of a fixed count.");
    }

    private Outcome<Accuracy> accuracy() {
        List<OutputError> errors =
                tallies.entrySet().stream()
                        .filter(one -> one.getValue().isMeasured())
                        .map(one -> error(one.getKey(), one.getValue()))
                        .toList();
        Optional<OutputError> worst =
                errors.stream().min(Comparator.comparingDouble(OutputError::snrDb));
        if (worst.isEmpty()) {
            return Outcome.refused(nothingToCompare());
        }
        if (worst.get().snrDb() <= ErrorTally.WORTHLESS_DB) {
            return Outcome.refused(worthless(worst.get()));
        }
        return Outcome.done(accuracy(errors, worst.get()));
    }

    private static OutputError error(String output, ErrorTally tally) {
        return new OutputError(output, tally.snrDb(), tally.cosine(), tally.maxAbs());
    }

    private Accuracy accuracy(List<OutputError> errors, OutputError worst) {
        return new Accuracy(
                worst.snrDb(),
                worst.cosine(),
                worst.maxAbs(),
                samples.basis(),
                samples.size(),
                labels.parentTop1(),
                labels.variantTop1(),
                Optional.of(
                        new Differences(
                                errors,
                                leftOut(),
                                decisions.rate(),
                                labels.scores(),
                                metric.flatMap(MetricTally::score))));
    }

    private List<String> leftOut() {
        Stream<String> tensors =
                pair.parent().outputs().stream()
                        .filter(port ->
                                !tallies.containsKey(port.name())
                                        || !tallies.get(port.name()).isMeasured())
                        .map(port -> "%s (%s)".formatted(port.name(), port.datatype()));
        Stream<String> others =
                pair.parent().otherOutputs().stream().map("%s (no tensor)"::formatted);
        return new ArrayList<>(Stream.concat(tensors, others).toList());
    }

    private Problem nothingToCompare() {
        return MeasureProblem.NOT_COMPARABLE.because(
                "The variant was not published: its error could not be measured.",
                "No output of the parent held a finite number on %s: %s."
                        .formatted(samples.basis(), String.join(", ", leftOut())),
                "Import the parent again with a golden set (--golden) that it answers in numbers.");
    }

    private Problem worthless(OutputError worst) {
        return MeasureProblem.WORTHLESS.because(
                "The variant was not published: its answers are worthless.",
                ("Output '%s' has values that are missing, or that stand where the parent has 0 or"
                                + " none, on %s.")
                        .formatted(worst.output(), samples.basis()),
                "Use another recipe for this model.");
    }
}
