package io.casemate.engine.onnx;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/// A protobuf message under construction: small parts in memory, weights by their place in a file.
/// Knows its length before anything is written, as length-delimited fields need.
///
/// Source: Protocol Buffers encoding specification.
final class Rope {
    private final List<Source> parts = new ArrayList<>();
    private ByteArrayOutputStream tail = new ByteArrayOutputStream();
    private long length;

    long length() {
        return length + tail.size();
    }

    Rope number(int field, long value) {
        varint((long) field << 3 | Cursor.VARINT);
        varint(value);
        return this;
    }

    Rope float32(int field, float value) {
        varint((long) field << 3 | Cursor.FIXED32);
        tail.writeBytes(
                ByteBuffer.allocate(Float.BYTES)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .putFloat(value)
                        .array());
        return this;
    }

    Rope text(int field, String value) {
        return bytes(field, value.getBytes(StandardCharsets.UTF_8));
    }

    /// Leaves the field out when it has its default value.
    Rope optionalText(int field, String value) {
        return value.isEmpty() ? this : text(field, value);
    }

    Rope bytes(int field, byte[] value) {
        delimited(field, value.length);
        tail.writeBytes(value);
        return this;
    }

    Rope source(int field, Source value) {
        delimited(field, value.length());
        append(value);
        return this;
    }

    Rope message(int field, Rope value) {
        delimited(field, value.length());
        value.cutTail();
        value.parts.forEach(this::append);
        return this;
    }

    Rope raw(RawField field) {
        varint((long) field.number() << 3 | field.wireType());
        if (field.wireType() == Cursor.DELIMITED) {
            varint(field.payload().length());
        }
        append(field.payload());
        return this;
    }

    Rope packed(int field, List<Long> values) {
        var inside = new Rope();
        values.forEach(inside::varint);
        return message(field, inside);
    }

    private void delimited(int field, long size) {
        varint((long) field << 3 | Cursor.DELIMITED);
        varint(size);
    }

    private void varint(long value) {
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            tail.write((int) (rest & 0x7F | 0x80));
            rest >>>= 7;
        }
        tail.write((int) rest);
    }

    private void append(Source part) {
        switch (part) {
            case Source.InMemory(byte[] bytes) -> tail.writeBytes(bytes);
            case Source.InFile _ -> {
                cutTail();
                parts.add(part);
                length += part.length();
            }
        }
    }

    private void cutTail() {
        if (tail.size() > 0) {
            parts.add(new Source.InMemory(tail.toByteArray()));
            length += tail.size();
            tail = new ByteArrayOutputStream();
        }
    }

    /// {@return all of it; only for messages without parts in files}
    byte[] toBytes() {
        if (!parts.isEmpty()) {
            throw new IllegalStateException("parts are in files: " + parts.size());
        }
        return tail.toByteArray();
    }

    void writeTo(FileChannel target) throws IOException {
        cutTail();
        for (Source part : parts) {
            write(part, target);
        }
    }

    static void write(Source source, FileChannel target) throws IOException {
        switch (source) {
            case Source.InMemory(byte[] bytes) -> {
                ByteBuffer buffer = ByteBuffer.wrap(bytes);
                while (buffer.hasRemaining()) {
                    target.write(buffer);
                }
            }
            case Source.InFile(var file, long offset, long count) -> {
                try (FileChannel from = FileChannel.open(file, StandardOpenOption.READ)) {
                    transfer(from, offset, count, target);
                }
            }
        }
    }

    private static void transfer(FileChannel from, long offset, long count, FileChannel target)
            throws IOException {
        long done = 0;
        while (done < count) {
            long moved = from.transferTo(offset + done, count - done, target);
            if (moved <= 0) {
                throw new IOException(
                        "the source file ended %d bytes early".formatted(count - done));
            }
            done += moved;
        }
    }
}
