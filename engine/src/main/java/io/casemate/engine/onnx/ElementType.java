package io.casemate.engine.onnx;

import java.util.List;
import java.util.Optional;

/// The element types of `TensorProto.DataType`, under their own names and numbers.
public enum ElementType {
    UNDEFINED(0, 0),
    FLOAT(1, 32),
    UINT8(2, 8),
    INT8(3, 8),
    UINT16(4, 16),
    INT16(5, 16),
    INT32(6, 32),
    INT64(7, 64),
    STRING(8, 0),
    BOOL(9, 8),
    FLOAT16(10, 16),
    DOUBLE(11, 64),
    UINT32(12, 32),
    UINT64(13, 64),
    COMPLEX64(14, 64),
    COMPLEX128(15, 128),
    BFLOAT16(16, 16),
    FLOAT8E4M3FN(17, 8),
    FLOAT8E4M3FNUZ(18, 8),
    FLOAT8E5M2(19, 8),
    FLOAT8E5M2FNUZ(20, 8),
    UINT4(21, 4),
    INT4(22, 4),
    FLOAT4E2M1(23, 4),
    FLOAT8E8M0(24, 8);

    private static final List<ElementType> BY_NUMBER = List.of(values());

    private final int number;
    private final int bits;

    ElementType(int number, int bits) {
        this.number = number;
        this.bits = bits;
    }

    /// {@return the number in `onnx.proto`}
    public int number() {
        return number;
    }

    /// {@return bits per element in raw data; 0 when the size is not fixed}
    public int bits() {
        return bits;
    }

    public boolean isFloatingPoint() {
        return this == FLOAT || this == FLOAT16 || this == DOUBLE || this == BFLOAT16;
    }

    public static Optional<ElementType> ofNumber(int number) {
        return number < 0 || number >= BY_NUMBER.size()
                ? Optional.empty()
                : Optional.of(BY_NUMBER.get(number));
    }
}
