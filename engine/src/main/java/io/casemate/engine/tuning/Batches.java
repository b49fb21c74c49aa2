package io.casemate.engine.tuning;

import io.casemate.engine.tensors.Datatype;
import io.casemate.engine.tensors.Port;
import io.casemate.engine.tensors.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Samples put behind one another along their first axis.
final class Batches {

    private Batches() {}

    /// {@return whether a model with these ports takes and gives several samples at once}
    static boolean arePossible(List<Port> ports) {
        return !ports.isEmpty()
                && ports.stream()
                        .allMatch(port ->
                                port.datatype() != Datatype.BYTES
                                        && !port.shape().isEmpty()
                                        && port.shape().getFirst() < 0);
    }

    /// {@return one sample made of `parts`, each with the same tensors; empty when their shapes
    /// differ beyond the first axis}
    static Optional<List<Tensor>> stacked(List<List<Tensor>> parts) {
        if (parts.size() == 1) {
            return Optional.of(parts.getFirst());
        }
        var stacked = new ArrayList<Tensor>();
        for (int i = 0; i < parts.getFirst().size(); i++) {
            int index = i;
            List<Tensor> same = parts.stream().map(part -> part.get(index)).toList();
            if (!haveOneShape(same)) {
                return Optional.empty();
            }
            stacked.add(joined(same));
        }
        return Optional.of(stacked);
    }

    private static boolean haveOneShape(List<Tensor> tensors) {
        long[] first = tensors.getFirst().shape();
        return first.length > 0
                && tensors.stream().allMatch(tensor -> Arrays.equals(first, tensor.shape()));
    }

    private static Tensor joined(List<Tensor> tensors) {
        Tensor first = tensors.getFirst();
        long[] shape = first.shape().clone();
        shape[0] = Math.multiplyExact(shape[0], (long) tensors.size());
        int bytes = Math.multiplyExact(first.data().remaining(), tensors.size());
        ByteBuffer data = ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder());
        tensors.forEach(tensor -> data.put(tensor.data().duplicate()));
        return new Tensor(first.name(), first.datatype(), shape, data.flip());
    }
}
