package io.casemate.engine.golden;

import io.casemate.engine.tensors.Tensor;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// Samples with a metric of their own.
record MeasuredSet(GoldenSet samples, Metric ownMetric) implements GoldenSet {

    @Override
    public int size() {
        return samples.size();
    }

    @Override
    public List<Tensor> sample(int index) {
        return samples.sample(index);
    }

    @Override
    public OptionalLong label(int index) {
        return samples.label(index);
    }

    @Override
    public double[] truth(int index) {
        return samples.truth(index);
    }

    @Override
    public Optional<Metric> metric() {
        return Optional.of(ownMetric);
    }

    @Override
    public String source(int index) {
        return samples.source(index);
    }
}
