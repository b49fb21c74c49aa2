package io.casemate.engine.tensors;

import java.nio.ByteBuffer;

/// The elements of a tensor as `double`, whatever they are stored as.
public final class TensorNumbers {

    private TensorNumbers() {}

    public static boolean areNumbers(Datatype datatype) {
        return datatype != Datatype.BYTES;
    }

    /// {@return the elements in row-major order}
    ///
    /// @throws IllegalArgumentException for [Datatype#BYTES]
    public static double[] of(Tensor tensor) {
        ByteBuffer data = tensor.data().duplicate().order(tensor.data().order());
        double[] values = new double[Math.toIntExact(tensor.elements())];
        for (int i = 0; i < values.length; i++) {
            values[i] = next(data, tensor.datatype());
        }
        return values;
    }

    private static double next(ByteBuffer data, Datatype datatype) {
        return switch (datatype) {
            case FP32 -> data.getFloat();
            case FP64 -> data.getDouble();
            case FP16 -> Float.float16ToFloat(data.getShort());
            case BF16 -> Float.intBitsToFloat(data.getShort() << 16);
            case BOOL, UINT8 -> Byte.toUnsignedInt(data.get());
            case INT8 -> data.get();
            case UINT16 -> Short.toUnsignedInt(data.getShort());
            case INT16 -> data.getShort();
            case UINT32 -> Integer.toUnsignedLong(data.getInt());
            case INT32 -> data.getInt();
            case INT64 -> data.getLong();
            case UINT64 -> unsigned(data.getLong());
            case BYTES -> throw new IllegalArgumentException("texts are no numbers");
        };
    }

    /// Halved so that the sign bit is free; the lowest bit is kept, for it decides the rounding.
    private static double unsigned(long bits) {
        return bits >= 0 ? bits : ((bits >>> 1) | (bits & 1)) * 2.0;
    }
}
