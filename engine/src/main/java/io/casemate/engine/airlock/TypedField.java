package io.casemate.engine.airlock;

import io.casemate.engine.onnx.ElementType;
import io.casemate.engine.onnx.Source;
import java.io.IOException;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Stream;

/// The fields of `TensorProto` that hold elements by type, and the element types each is for.
///
/// Source: `onnx.proto`.
enum TypedField {
    FLOAT_DATA(4, EnumSet.of(ElementType.FLOAT, ElementType.COMPLEX64)),
    INT32_DATA(
            5,
            EnumSet.complementOf(
                    EnumSet.of(
                            ElementType.UNDEFINED,
                            ElementType.FLOAT,
                            ElementType.COMPLEX64,
                            ElementType.STRING,
                            ElementType.INT64,
                            ElementType.DOUBLE,
                            ElementType.COMPLEX128,
                            ElementType.UINT32,
                            ElementType.UINT64))),
    STRING_DATA(6, EnumSet.of(ElementType.STRING)),
    INT64_DATA(7, EnumSet.of(ElementType.INT64)),
    DOUBLE_DATA(10, EnumSet.of(ElementType.DOUBLE, ElementType.COMPLEX128)),
    UINT64_DATA(11, EnumSet.of(ElementType.UINT32, ElementType.UINT64));

    private final int number;
    private final Set<ElementType> types;

    TypedField(int number, Set<ElementType> types) {
        this.number = number;
        this.types = types;
    }

    static TypedField ofNumber(int number) {
        return Stream.of(values())
                .filter(field -> field.number == number)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no typed field: " + number));
    }

    Set<ElementType> types() {
        return types;
    }

    String fieldName() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }

    /// {@return how many values stand for so many elements: two for a complex number, one for two
    /// elements of four bits}
    long values(ElementType type, long elements) {
        return switch (type) {
            case COMPLEX64, COMPLEX128 -> elements * 2;
            case UINT4, INT4, FLOAT4E2M1 -> Math.ceilDiv(elements, 2L);
            default -> elements;
        };
    }

    /// {@return how many values one occurrence of the field holds, packed or not; -1 if it is cut
    /// off inside a value}
    long count(Source payload, SourceBytes bytes) throws IOException {
        return switch (this) {
            case FLOAT_DATA -> whole(payload.length(), Float.BYTES);
            case DOUBLE_DATA -> whole(payload.length(), Double.BYTES);
            case STRING_DATA -> 1;
            case INT32_DATA, INT64_DATA, UINT64_DATA -> bytes.countVarints(payload);
        };
    }

    private static long whole(long length, int size) {
        return length % size == 0 ? length / size : -1;
    }
}
