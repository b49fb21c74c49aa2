package io.casemate.engine.golden;

import io.casemate.engine.tensors.Datatype;
import io.casemate.engine.tensors.Port;
import io.casemate.engine.tensors.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;

/// Samples in `.npy` files, one an input.
final class NpyGoldenSet implements GoldenSet {
    private final List<Port> inputs;
    private final List<NpyFile> arrays;
    private final Optional<NpyFile> labels;
    private final int size;

    NpyGoldenSet(List<Port> inputs, List<NpyFile> arrays, Optional<NpyFile> labels) {
        this.inputs = List.copyOf(inputs);
        this.arrays = List.copyOf(arrays);
        this.labels = labels;
        this.size = arrays.isEmpty() ? 0 : (int) samples(arrays.getFirst());
        for (int i = 0; i < arrays.size(); i++) {
            checkInput(inputs.get(i), arrays.get(i));
        }
        labels.ifPresent(this::checkLabels);
    }

    private static long samples(NpyFile array) {
        if (array.shape().length == 0 || array.shape()[0] == 0) {
            throw wrongShape(array, "It has no samples.");
        }
        return array.shape()[0];
    }

    private void checkInput(Port input, NpyFile array) {
        if (array.datatype() != input.datatype()) {
            throw new GoldenException(
                    GoldenProblem.WRONG_TYPE,
                    array.file(),
                    "It has %s elements, and the input '%s' takes %s."
                            .formatted(array.datatype(), input.name(), input.datatype()),
                    "Save the array again with that element type.");
        }
        checkCount(array);
        long[] shape = array.shape();
        boolean fits = input.shape().isEmpty() || shape.length == input.shape().size();
        for (int i = 0; fits && i < input.shape().size(); i++) {
            long wanted = input.shape().get(i);
            fits = wanted < 0 || wanted == (i == 0 ? 1 : shape[i]);
        }
        if (!fits) {
            throw wrongShape(
                    array,
                    "Its shape is %s, one sample a time, and the input '%s' takes %s (-1: any size)."
                            .formatted(Arrays.toString(shape), input.name(), input.shape()));
        }
    }

    private void checkLabels(NpyFile array) {
        checkCount(array);
        if (array.shape().length != 1) {
            throw wrongShape(
                    array, "Labels have one axis, and it has %d.".formatted(array.shape().length));
        }
        switch (array.datatype()) {
            case UINT8, INT8, UINT16, INT16, UINT32, INT32, UINT64, INT64 -> {}
            case BOOL, FP16, BF16, FP32, FP64, BYTES ->
                    throw new GoldenException(
                            GoldenProblem.WRONG_TYPE,
                            array.file(),
                            "It has %s elements; labels are integers.".formatted(array.datatype()),
                            "Save the labels again as integers.");
        }
    }

    private void checkCount(NpyFile array) {
        if (samples(array) != size) {
            throw wrongShape(
                    array,
                    "It has %d samples, and '%s' has %d."
                            .formatted(
                                    array.shape()[0],
                                    arrays.getFirst().file().getFileName(),
                                    size));
        }
    }

    private static GoldenException wrongShape(NpyFile array, String why) {
        return new GoldenException(
                GoldenProblem.WRONG_SHAPE,
                array.file(),
                why,
                "Save the array again, with the samples along its first axis.");
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public List<Tensor> sample(int index) {
        Objects.checkIndex(index, size);
        var tensors = new ArrayList<Tensor>();
        for (int i = 0; i < arrays.size(); i++) {
            tensors.add(tensor(inputs.get(i), arrays.get(i), index));
        }
        return tensors;
    }

    private Tensor tensor(Port input, NpyFile array, int index) {
        int bytes = array.data().capacity() / size;
        long[] shape = array.shape().clone();
        shape[0] = 1;
        ByteBuffer part = array.data().slice(index * bytes, bytes).order(ByteOrder.LITTLE_ENDIAN);
        return new Tensor(
                input.name(), input.datatype(), shape, nativeCopy(part, input.datatype()));
    }

    /// {@return a direct copy in native byte order}
    static ByteBuffer nativeCopy(ByteBuffer littleEndian, Datatype datatype) {
        ByteBuffer copy =
                ByteBuffer.allocateDirect(littleEndian.remaining()).order(ByteOrder.nativeOrder());
        ByteBuffer from = littleEndian.duplicate().order(ByteOrder.LITTLE_ENDIAN);
        switch (datatype.bytes()) {
            case 2 -> copy.asShortBuffer().put(from.asShortBuffer());
            case 4 -> copy.asIntBuffer().put(from.asIntBuffer());
            case 8 -> copy.asLongBuffer().put(from.asLongBuffer());
            default -> copy.put(from);
        }
        return copy.clear();
    }

    @Override
    public OptionalLong label(int index) {
        Objects.checkIndex(index, size);
        return labels.map(array -> OptionalLong.of(number(array, index)))
                .orElse(OptionalLong.empty());
    }

    private static long number(NpyFile array, int index) {
        ByteBuffer data = array.data();
        return switch (array.datatype()) {
            case INT8 -> data.get(index);
            case UINT8 -> Byte.toUnsignedInt(data.get(index));
            case INT16 -> data.getShort(index * Short.BYTES);
            case UINT16 -> Short.toUnsignedInt(data.getShort(index * Short.BYTES));
            case INT32 -> data.getInt(index * Integer.BYTES);
            case UINT32 -> Integer.toUnsignedLong(data.getInt(index * Integer.BYTES));
            case INT64, UINT64 -> data.getLong(index * Long.BYTES);
            case BOOL, FP16, BF16, FP32, FP64, BYTES ->
                    throw new IllegalStateException("labels are " + array.datatype());
        };
    }
}
