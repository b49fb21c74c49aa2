package io.casemate.engine.airlock;

import io.casemate.engine.onnx.Source;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/// The bytes of a source from some place on, for a closer look. Numbers are little-endian. Only the
/// piece that is asked for is read.
final class Excerpt {
    private static final int PIECE = 1024;

    private final SourceBytes bytes;
    private final byte[] held = new byte[PIECE];
    private final ByteBuffer numbers = ByteBuffer.wrap(held).order(ByteOrder.LITTLE_ENDIAN);
    private Source source = new Source.InMemory(new byte[0]);
    private long start;
    private long from;
    private int count;

    Excerpt(SourceBytes bytes) {
        this.bytes = bytes;
    }

    /// Looks at another place from now on.
    Excerpt at(Source other, long offset) {
        source = other;
        start = offset;
        from = 0;
        count = 0;
        return this;
    }

    /// {@return how many bytes there are up to the end of the source}
    long length() {
        return source.length() - start;
    }

    boolean has(long index, int length) {
        return index >= 0 && index <= length() - length;
    }

    byte int8(long index) throws IOException {
        return held[place(index, Byte.BYTES)];
    }

    short int16(long index) throws IOException {
        return numbers.getShort(place(index, Short.BYTES));
    }

    int int32(long index) throws IOException {
        return numbers.getInt(place(index, Integer.BYTES));
    }

    long int64(long index) throws IOException {
        return numbers.getLong(place(index, Long.BYTES));
    }

    /// {@return bytes as text, one character each, or fewer at the end of the source}
    ///
    /// @param length no more than 1024
    String text(long index, int length) throws IOException {
        int there = Math.clamp(length() - index, 0, length);
        return there == 0
                ? ""
                : new String(held, place(index, there), there, StandardCharsets.ISO_8859_1);
    }

    private int place(long index, int length) throws IOException {
        if (index < from || index + length > from + count) {
            count = bytes.read(source, start + index, held);
            from = index;
            if (count < length) {
                throw new IndexOutOfBoundsException("%d of %d".formatted(index, length()));
            }
        }
        return (int) (index - from);
    }
}
