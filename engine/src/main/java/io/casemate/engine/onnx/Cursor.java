package io.casemate.engine.onnx;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// A reading position inside one protobuf message. Never reads past the message it belongs to, and
/// knows where it is, for people.
///
/// Source: Protocol Buffers encoding specification.
final class Cursor {
    static final int VARINT = 0;
    static final int FIXED64 = 1;
    static final int DELIMITED = 2;
    static final int FIXED32 = 5;

    /// Stands in a text for bytes that are none.
    private static final char REPLACEMENT = '\ufffd';

    private static final int MAX_VARINT_BYTES = 10;
    private static final int NO_INDEX = -1;

    private final Window bytes;
    private final @Nullable Cursor parent;
    private final String label;
    private final int index;
    private final int depth;
    private final long start;
    private final long end;
    private long position;
    private int field;
    private int wireType;

    private Cursor(Cursor parent, String label, int index, Span span) {
        this.bytes = parent.bytes;
        this.parent = parent;
        this.label = label;
        this.index = index;
        this.depth = parent.depth + 1;
        this.start = span.offset();
        this.end = span.offset() + span.length();
        this.position = start;
    }

    Cursor(Window bytes) {
        this(bytes, 0, bytes.size());
    }

    /// A message that is a part of `bytes`.
    Cursor(Window bytes, long start, long length) {
        if (start < 0 || length < 0 || length > bytes.size() - start) {
            throw new IllegalArgumentException("no part: %d, %d".formatted(start, length));
        }
        this.bytes = bytes;
        this.parent = null;
        this.label = "";
        this.index = NO_INDEX;
        this.depth = 0;
        this.start = start;
        this.end = start + length;
        this.position = start;
    }

    /// Moves to the next field. {@return whether there is one}
    boolean next() {
        if (position == end) {
            return false;
        }
        long tag = varint();
        long number = tag >>> 3;
        wireType = (int) tag & 7;
        if (number < 1 || number > 0x1FFFFFFF) {
            throw broken("the field number is %d".formatted(number));
        }
        field = (int) number;
        return true;
    }

    int field() {
        return field;
    }

    int wireType() {
        return wireType;
    }

    int depth() {
        return depth;
    }

    long start() {
        return start;
    }

    long length() {
        return end - start;
    }

    void expect(int wanted) {
        if (wireType != wanted) {
            throw broken(
                    "field %d has wire type %d where %d belongs"
                            .formatted(field, wireType, wanted));
        }
    }

    /// {@return this, at a field that has a length}
    Cursor delimited() {
        expect(DELIMITED);
        return this;
    }

    long number() {
        expect(VARINT);
        return varint();
    }

    private long varint() {
        long value = 0;
        for (int i = 0; i < MAX_VARINT_BYTES; i++) {
            if (position == end) {
                throw broken("a number is cut off");
            }
            byte next = bytes.at(position++);
            value |= (long) (next & 0x7F) << (7 * i);
            if (next >= 0) {
                return value;
            }
        }
        throw broken("a number is longer than %d bytes".formatted(MAX_VARINT_BYTES));
    }

    float float32() {
        expect(FIXED32);
        return Float.intBitsToFloat(bytes.int32(advance(Integer.BYTES)));
    }

    /// {@return a cursor over the message, text or packed list in the current field}
    Cursor nested(String name) {
        return nested(name, NO_INDEX);
    }

    /// {@return the same, for the field's occurrence of that number, from 0 on}
    Cursor nested(String name, int number) {
        expect(DELIMITED);
        return new Cursor(this, name, number, content(name));
    }

    /// Passes over a length and as many bytes. {@return where those are}
    ///
    /// @param name of the field; empty if only its number is known
    private Span content(String name) {
        long length = varint();
        if (length < 0 || length > end - position) {
            throw broken(
                    "field %s says %s bytes, but only %d are left"
                            .formatted(
                                    name.isEmpty() ? "[" + field + "]" : name,
                                    Long.toUnsignedString(length),
                                    end - position));
        }
        return new Span(advance(length), length);
    }

    /// {@return the text in the current field}
    String text(String name, int limit) {
        byte[] encoded = nested(name).allBytes(limit);
        String quick = new String(encoded, StandardCharsets.UTF_8);
        if (quick.indexOf(REPLACEMENT) < 0) {
            return quick;
        }
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(encoded)).toString();
        } catch (CharacterCodingException _) {
            throw broken("field %s is no UTF-8 text".formatted(name));
        }
    }

    /// {@return everything this cursor covers}
    byte[] allBytes(int limit) {
        if (length() > limit) {
            throw failure(
                    OnnxProblem.TOO_LONG,
                    "%s has %d bytes (limit %d)".formatted(label, length(), limit));
        }
        return bytes.copy(start, (int) length());
    }

    /// Goes through packed numbers. {@return whether another is there}
    boolean hasMore() {
        return position < end;
    }

    long packedVarint() {
        return varint();
    }

    float packedFloat() {
        return Float.intBitsToFloat(bytes.int32(advance(Integer.BYTES)));
    }

    /// Passes over the current field and {@return where its value was}
    Span skip() {
        long from = position;
        switch (wireType) {
            case VARINT -> varint();
            case FIXED64 -> advance(Long.BYTES);
            case FIXED32 -> advance(Integer.BYTES);
            case DELIMITED -> {
                return content("");
            }
            default -> throw broken("wire type %d is not allowed".formatted(wireType));
        }
        return new Span(from, position - from);
    }

    /// Bytes of the file.
    record Span(long offset, long length) {}

    private long advance(long count) {
        if (count > end - position) {
            throw broken(
                    "%d bytes are wanted, but only %d are left".formatted(count, end - position));
        }
        long from = position;
        position += count;
        return from;
    }

    byte[] copy(Span span) {
        return bytes.copy(span.offset(), Math.toIntExact(span.length()));
    }

    OnnxFormatException broken(String why) {
        return failure(OnnxProblem.BROKEN, why);
    }

    OnnxFormatException failure(OnnxProblem reason, String why) {
        return new OnnxFormatException(reason, place(), position, why + ".");
    }

    private String place() {
        if (parent == null) {
            return "";
        }
        String above = parent.place();
        String own = index == NO_INDEX ? label : label + "[" + index + "]";
        return above.isEmpty() ? own : above + "." + own;
    }
}
