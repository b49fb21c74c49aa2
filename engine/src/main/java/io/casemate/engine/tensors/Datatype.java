package io.casemate.engine.tensors;

import java.util.Optional;
import java.util.stream.Stream;

/// The datatypes of the Open Inference Protocol v2, under their own names.
public enum Datatype {
    BOOL(1),
    UINT8(1),
    UINT16(2),
    UINT32(4),
    UINT64(8),
    INT8(1),
    INT16(2),
    INT32(4),
    INT64(8),
    FP16(2),
    BF16(2),
    FP32(4),
    FP64(8),
    BYTES(0);

    private final int bytes;

    Datatype(int bytes) {
        this.bytes = bytes;
    }

    /// {@return bytes per element; 0 for [#BYTES], whose elements differ in length}
    public int bytes() {
        return bytes;
    }

    public static Optional<Datatype> find(String name) {
        return Stream.of(values()).filter(type -> type.name().equals(name)).findFirst();
    }
}
