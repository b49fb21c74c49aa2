package io.casemate.engine.airlock;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/// Bytes of a protobuf message, field by field: for files that no sound writer would make.
final class Proto {
    private static final int VARINT = 0;
    private static final int DELIMITED = 2;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    Proto number(int field, long value) {
        varint((long) field << 3 | VARINT);
        varint(value);
        return this;
    }

    Proto text(int field, String value) {
        return bytes(field, value.getBytes(StandardCharsets.UTF_8));
    }

    Proto message(int field, Proto value) {
        return bytes(field, value.toBytes());
    }

    Proto bytes(int field, byte[] value) {
        varint((long) field << 3 | DELIMITED);
        varint(value.length);
        out.writeBytes(value);
        return this;
    }

    /// A tag alone, such as the start of a group.
    Proto tag(int field, int wireType) {
        varint((long) field << 3 | wireType);
        return this;
    }

    /// Bytes as they are, without tag or length.
    Proto raw(byte[] value) {
        out.writeBytes(value);
        return this;
    }

    byte[] toBytes() {
        return out.toByteArray();
    }

    private void varint(long value) {
        long rest = value;
        while ((rest & ~0x7fL) != 0) {
            out.write((int) (rest & 0x7f | 0x80));
            rest >>>= 7;
        }
        out.write((int) rest);
    }
}
