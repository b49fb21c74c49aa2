package io.casemate.engine.quantize;

import io.casemate.engine.normalize.GraphIndex;
import io.casemate.engine.onnx.Graph;
import io.casemate.engine.onnx.Node;
import io.casemate.engine.onnx.TensorProto;
import io.casemate.engine.tensors.Datatype;
import io.casemate.engine.tensors.Port;
import io.casemate.engine.tensors.SeededInputs;
import io.casemate.engine.tensors.Tensor;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/// Inputs made from a seed that respect what a graph says of them: numbers that pick rows of a
/// table are rows that it has, and masks let everything through. What real numbers mean, such as
/// pictures or sound, no graph says: they are uniform in -1 to 1.
final class SyntheticInputs {
    /// Operators that pass numbers of rows on as they are.
    private static final Set<String> PASSING =
            Set.of("Cast", "Identity", "Reshape", "Squeeze", "Unsqueeze", "Flatten", "Slice");

    private final Map<String, Long> rows;
    private final List<Port> inputs;

    SyntheticInputs(Graph graph, List<Port> inputs) {
        this.inputs = List.copyOf(inputs);
        var index = new GraphIndex(graph);
        rows = new HashMap<>();
        for (Port input : inputs) {
            rows(graph, input.name(), index).ifPresent(least -> rows.put(input.name(), least));
        }
    }

    /// {@return the length of the smallest table that `value` picks from}
    private static Optional<Long> rows(Graph graph, String value, GraphIndex index) {
        Optional<Long> least = Optional.empty();
        for (Node node : graph.nodes()) {
            Optional<Long> found = Optional.empty();
            if (node.is("Gather") && node.input(1).equals(value)) {
                found = index.constant(node.input(0)).flatMap(table -> size(node, table));
            } else if (PASSING.contains(node.opType()) && node.input(0).equals(value)) {
                found = rows(graph, node.outputs().getFirst(), index);
            }
            if (found.isPresent() && (least.isEmpty() || found.get() < least.get())) {
                least = found;
            }
        }
        return least;
    }

    private static Optional<Long> size(Node gather, TensorProto table) {
        if (table.dims().isEmpty()) {
            return Optional.empty();
        }
        long axis = gather.intAttribute("axis", 0);
        return Optional.of(table.dims().get((int) (axis < 0 ? axis + table.dims().size() : axis)));
    }

    /// @param freeSize used for every size that may vary, except that the first becomes 1
    List<Tensor> of(long seed, long freeSize) {
        List<Tensor> made = SeededInputs.of(inputs, seed, freeSize);
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(-seed);
        made.forEach(tensor -> respect(tensor, random));
        return made;
    }

    private void respect(Tensor tensor, RandomGenerator random) {
        long most = rows.getOrDefault(tensor.name(), 0L);
        String name = tensor.name().toLowerCase(Locale.ROOT);
        ByteBuffer data = tensor.data();
        for (int i = 0; i < tensor.elements(); i++) {
            if (most > 0) {
                put(data, i, tensor.datatype(), random.nextLong(most));
            } else if (name.contains("mask")) {
                put(data, i, tensor.datatype(), 1);
            }
        }
    }

    private static void put(ByteBuffer data, int index, Datatype type, long value) {
        switch (type) {
            case INT64, UINT64 -> data.putLong(index * Long.BYTES, value);
            case INT32, UINT32 -> data.putInt(index * Integer.BYTES, (int) value);
            case INT16, UINT16 -> data.putShort(index * Short.BYTES, (short) value);
            case INT8, UINT8, BOOL -> data.put(index, (byte) value);
            case FP32 -> data.putFloat(index * Float.BYTES, value);
            case FP64 -> data.putDouble(index * Double.BYTES, value);
            case FP16 -> data.putShort(index * Short.BYTES, Float.floatToFloat16(value));
            case BF16, BYTES -> {} // a mask of neither is known
        }
    }
}
