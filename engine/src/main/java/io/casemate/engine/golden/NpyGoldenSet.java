package io.casemate.engine.golden;

import io.casemate.engine.tensors.Tensor;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;

/// Samples in `.npy` files, one an input, all with as many samples.
final class NpyGoldenSet implements GoldenSet {
    private final List<Stack> stacks;
    private final Labels labels;
    private final int size;

    /// @param stacks in the order of the model's inputs
    NpyGoldenSet(List<Stack> stacks, Labels labels) {
        this.stacks = List.copyOf(stacks);
        this.labels = labels;
        this.size = stacks.isEmpty() ? 0 : stacks.getFirst().size();
        for (Stack stack : stacks) {
            if (stack.size() != size) {
                throw Stack.wrongShape(
                        stack.array().file(),
                        "It has %d samples, and '%s' has %d."
                                .formatted(
                                        stack.size(),
                                        stacks.getFirst().array().file().getFileName(),
                                        size));
            }
        }
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public List<Tensor> sample(int index) {
        Objects.checkIndex(index, size);
        return stacks.stream().map(stack -> stack.sample(index)).toList();
    }

    @Override
    public OptionalLong label(int index) {
        return labels.of(index);
    }

    @Override
    public double[] truth(int index) {
        return labels.truth(index);
    }

    @Override
    public String source(int index) {
        return "%s, sample %d".formatted(stacks.getFirst().array().file().getFileName(), index);
    }
}
