package io.casemate.engine.golden;

import io.casemate.engine.tensors.Datatype;
import io.casemate.engine.tensors.Port;
import io.casemate.engine.tensors.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Arrays;

/// Samples of one input in one array, along its first axis.
///
/// | The model takes | The array is | A sample is |
/// |---|---|---|
/// | `[1, a]` or `[any, a]` | `[n, a]` | `[1, a]` |
/// | `[k, a]` | `[n * k, a]` | `[k, a]` |
/// | `[k, a]` | `[n, k, a]` | `[k, a]` |
/// | a scalar | `[n]` | a scalar |
///
/// @param shape of one sample
record Stack(Port input, NpyFile array, int size, long[] shape) {

    static Stack of(Port input, NpyFile array) {
        checkType(input, array);
        if (array.shape().length == 0 || array.shape()[0] == 0) {
            throw wrongShape(array.file(), "It has no samples.");
        }
        long[] whole = array.shape();
        boolean hasOwnAxis =
                input.shape().isEmpty() ? whole.length == 1 : whole.length > input.shape().size();
        long first = input.shape().isEmpty() ? 1 : Math.max(1, input.shape().getFirst());
        long[] shape = whole.clone();
        shape[0] = first;
        shape = hasOwnAxis ? Arrays.copyOfRange(whole, 1, whole.length) : shape;
        if (!Shapes.fits(shape, input) || !hasOwnAxis && whole[0] % first != 0) {
            throw wrongShape(
                    array.file(),
                    "Its shape is %s, and the input '%s' takes %s (-1: any size) for one sample."
                            .formatted(Arrays.toString(whole), input.name(), input.shape()));
        }
        return new Stack(input, array, (int) (hasOwnAxis ? whole[0] : whole[0] / first), shape);
    }

    static void checkType(Port input, NpyFile array) {
        if (array.datatype() != input.datatype()) {
            throw new GoldenException(
                    GoldenProblem.WRONG_TYPE,
                    array.file(),
                    "It has %s elements, and the input '%s' takes %s."
                            .formatted(array.datatype(), input.name(), input.datatype()),
                    "Save the array again with that element type.");
        }
    }

    static GoldenException wrongShape(Path file, String why) {
        return new GoldenException(
                GoldenProblem.WRONG_SHAPE,
                file,
                why,
                "Save the array again, with the samples along its first axis.");
    }

    Tensor sample(int index) {
        int bytes = array.data().capacity() / size;
        ByteBuffer part = array.data().slice(index * bytes, bytes).order(ByteOrder.LITTLE_ENDIAN);
        return new Tensor(input.name(), input.datatype(), shape.clone(), nativeCopy(part, input));
    }

    /// {@return a direct copy in native byte order}
    static ByteBuffer nativeCopy(ByteBuffer littleEndian, Port input) {
        return nativeCopy(littleEndian, input.datatype());
    }

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
}
