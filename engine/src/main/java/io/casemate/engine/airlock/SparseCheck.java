package io.casemate.engine.airlock;

import io.casemate.engine.onnx.ElementType;
import io.casemate.engine.onnx.OnnxReader;
import io.casemate.engine.onnx.RawField;
import io.casemate.engine.onnx.ReadLimits;
import io.casemate.engine.onnx.SparseTensor;
import io.casemate.engine.onnx.TensorBytes;
import io.casemate.engine.onnx.TensorData;
import io.casemate.engine.onnx.TensorProto;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;

/// Sparse tensors say of each value where it belongs: inside the tensor, in order, once.
///
/// Source: `onnx.proto`, `SparseTensorProto`.
final class SparseCheck {
    private static final long MOST_INDEX_BYTES = 64L << 20;
    private static final int MAX_RANK = 16;

    private final Inspected inspected;
    private final String name;
    private final SparseTensor tensor;

    private SparseCheck(Inspected inspected, SparseTensor tensor) {
        this.inspected = inspected;
        this.tensor = tensor;
        name = "Sparse tensor '%s'".formatted(tensor.values().name());
    }

    static void run(Inspected inspected) throws IOException {
        for (RawField field : inspected.parts().sparseTensors().toList()) {
            new SparseCheck(inspected, OnnxReader.readSparse(field, ReadLimits.STANDARD)).check();
        }
    }

    private void check() throws IOException {
        for (TensorProto part : List.of(tensor.values(), tensor.indices())) {
            if (part.data() instanceof TensorData.External) {
                throw refuse("has data outside the model file");
            }
            TensorCheck.run(inspected, part);
        }
        long elements = elements();
        long count = tensor.values().elements();
        List<Long> shape = tensor.indices().dims();
        boolean isFlat = shape.equals(List.of(count));
        long rank = tensor.dims().size();
        if (!tensor.values().dims().equals(List.of(count))
                || !isFlat && !shape.equals(List.of(count, rank))) {
            throw refuse(
                    "has values of shape %s and indices of shape %s"
                            .formatted(tensor.values().dims(), shape));
        }
        if (tensor.indices().type() != ElementType.INT64) {
            throw refuse("has indices of type " + tensor.indices().type());
        }
        if (tensor.indices().elements() * Long.BYTES > MOST_INDEX_BYTES) {
            throw refuse("has more than %d bytes of indices".formatted(MOST_INDEX_BYTES));
        }
        checkOrder(isFlat ? List.of(elements) : tensor.dims());
    }

    private long elements() {
        if (tensor.dims().isEmpty()
                || tensor.dims().size() > MAX_RANK
                || tensor.dims().stream().anyMatch(size -> size < 0)) {
            throw refuse("has the shape " + tensor.dims());
        }
        try {
            return tensor.dims().stream().reduce(1L, Math::multiplyExact);
        } catch (ArithmeticException _) {
            throw refuse("has the shape %s: more than any file can hold".formatted(tensor.dims()));
        }
    }

    /// @param sizes what the parts of one index stay below, outermost first
    private void checkOrder(List<Long> sizes) throws IOException {
        ByteBuffer indices = TensorBytes.of(tensor.indices(), Path.of(""));
        long[] before = new long[sizes.size()];
        for (int i = 0; indices.hasRemaining(); i++) {
            boolean isAfter = i == 0;
            for (int axis = 0; axis < before.length; axis++) {
                long index = indices.getLong();
                if (index < 0 || index >= sizes.get(axis)) {
                    throw refuse(
                            "has the index %d at value %d, outside 0 to %d"
                                    .formatted(index, i, sizes.get(axis) - 1));
                }
                if (!isAfter && index < before[axis]) {
                    throw refuse("has its indices out of order at value " + i);
                }
                isAfter |= index > before[axis];
                before[axis] = index;
            }
            if (!isAfter) {
                throw refuse("has the index of value %d twice".formatted(i));
            }
        }
    }

    private Refusal refuse(String what) {
        return inspected.refuse(
                AirlockProblem.SPARSE_TENSOR,
                "%s %s.".formatted(name, what),
                "Export it with dense tensors.");
    }
}
