package io.casemate.engine.tensors;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.exc.InputCoercionException;
import tools.jackson.databind.util.TokenBuffer;

/// Reads one tensor in the JSON form of the Open Inference Protocol v2, its data straight into a
/// buffer, direct if it is large. Data may be flat or nested; members may come in any order.
public final class TensorParser {
    private static final int MAX_RANK = 8;
    private static final int FIRST_CAPACITY = 1024;
    private static final int MAX_HEAP = 64 << 10;
    private static final int MAX_TEXT = 1 << 20;

    private JsonParser in;
    private final String place;
    private String name = "";
    private Optional<Datatype> datatype = Optional.empty();
    private long @Nullable [] shape;
    private @Nullable ByteBuffer data;

    /// Data that came before their datatype.
    private @Nullable TokenBuffer early;

    private boolean hasData;

    public TensorParser(JsonParser in, String place) {
        this.in = in;
        this.place = place;
    }

    /// Reads from the current `{` to its `}`.
    public Tensor read() throws MalformedTensor {
        expect(JsonToken.START_OBJECT, "an object");
        while (in.nextToken() != JsonToken.END_OBJECT) {
            String member = in.currentName();
            in.nextToken();
            switch (member) {
                case "name" -> name = text("name");
                case "datatype" -> datatype = Optional.of(datatype(text("datatype")));
                case "shape" -> shape = shape();
                case "data" -> data();
                case "parameters" -> in.skipChildren();
                default -> throw bad("has the member '%s', which is not known".formatted(member));
            }
        }
        return tensor();
    }

    private Tensor tensor() throws MalformedTensor {
        if (name.isEmpty()) {
            throw bad("has no name");
        }
        if (shape == null) {
            throw bad("has no shape");
        }
        Datatype type = datatype.orElseThrow(() -> new MalformedTensor(place + " has no datatype"));
        if (early != null) {
            in = early.asParser();
            in.nextToken();
            values(type);
        }
        if (!hasData) {
            throw bad("has no data");
        }
        ByteBuffer read = data == null ? allocate(0) : data;
        return new Tensor(name, type, shape, read.flip());
    }

    private void expect(JsonToken wanted, String words) throws MalformedTensor {
        if (in.currentToken() != wanted) {
            throw bad("is not " + words);
        }
    }

    private String text(String member) throws MalformedTensor {
        if (in.currentToken() != JsonToken.VALUE_STRING) {
            throw bad("has a %s that is no text".formatted(member));
        }
        return in.getString();
    }

    private Datatype datatype(String text) throws MalformedTensor {
        Datatype found =
                Datatype.find(text)
                        .orElseThrow(() ->
                                new MalformedTensor(
                                        "%s has the datatype '%s', which is not known"
                                                .formatted(place, text)));
        if (found == Datatype.FP16 || found == Datatype.BF16) {
            throw bad("has the datatype %s, which has no JSON form".formatted(text));
        }
        return found;
    }

    private long[] shape() throws MalformedTensor {
        expect(JsonToken.START_ARRAY, "complete: its shape is no array");
        long[] sizes = new long[MAX_RANK];
        int rank = 0;
        while (in.nextToken() != JsonToken.END_ARRAY) {
            if (in.currentToken() != JsonToken.VALUE_NUMBER_INT) {
                throw bad("has a shape with what is no whole number");
            }
            if (rank == MAX_RANK) {
                throw bad("has more than %d dimensions".formatted(MAX_RANK));
            }
            long size = whole(Long.MIN_VALUE, Long.MAX_VALUE);
            if (size < 0) {
                throw bad("has a shape with %d".formatted(size));
            }
            sizes[rank++] = size;
        }
        return Arrays.copyOf(sizes, rank);
    }

    private void data() throws MalformedTensor {
        expect(JsonToken.START_ARRAY, "complete: its data is no array");
        hasData = true;
        if (datatype.isEmpty()) {
            early = TokenBuffer.forGeneration();
            early.copyCurrentStructure(in);
        } else {
            values(datatype.get());
        }
    }

    /// Reads from the current `[` to its `]`, whatever is nested in between.
    private void values(Datatype type) throws MalformedTensor {
        int depth = 1;
        while (depth > 0) {
            JsonToken token = in.nextToken();
            if (token == null) {
                throw bad("is cut off");
            }
            switch (token) {
                case START_ARRAY -> depth++;
                case END_ARRAY -> depth--;
                case VALUE_STRING, VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT, VALUE_TRUE, VALUE_FALSE ->
                        value(type);
                default -> throw bad("has data with what is no value");
            }
        }
    }

    private void value(Datatype type) throws MalformedTensor {
        switch (type) {
            case FP32 -> room(4).putFloat(number());
            case FP64 -> room(8).putDouble(doubleNumber());
            case BOOL -> room(1).put(bool());
            case INT64 -> room(8).putLong(whole(Long.MIN_VALUE, Long.MAX_VALUE));
            case INT32 -> room(4).putInt((int) whole(Integer.MIN_VALUE, Integer.MAX_VALUE));
            case INT16 -> room(2).putShort((short) whole(Short.MIN_VALUE, Short.MAX_VALUE));
            case INT8 -> room(1).put((byte) whole(Byte.MIN_VALUE, Byte.MAX_VALUE));
            case UINT8 -> room(1).put((byte) whole(0, 0xFF));
            case UINT16 -> room(2).putShort((short) whole(0, 0xFFFF));
            case UINT32 -> room(4).putInt((int) whole(0, 0xFFFF_FFFFL));
            case UINT64 -> room(8).putLong(unsigned());
            case BYTES -> {
                if (in.currentToken() != JsonToken.VALUE_STRING) {
                    throw bad("has data with what is no text");
                }
                bytes(in.getString());
            }
            case FP16, BF16 -> throw bad("has a datatype without JSON form");
        }
    }

    private float number() throws MalformedTensor {
        double value = doubleNumber();
        float rounded = (float) value;
        if (Float.isInfinite(rounded)) {
            throw bad("has data with %s, which is no FP32".formatted(value));
        }
        return rounded;
    }

    private double doubleNumber() throws MalformedTensor {
        JsonToken token = in.currentToken();
        if (token != JsonToken.VALUE_NUMBER_FLOAT && token != JsonToken.VALUE_NUMBER_INT) {
            throw bad("has data with what is no number");
        }
        double value = in.getDoubleValue();
        if (!Double.isFinite(value)) {
            throw bad("has data with a number that is too large");
        }
        return value;
    }

    private byte bool() throws MalformedTensor {
        return switch (in.currentToken()) {
            case VALUE_TRUE -> (byte) 1;
            case VALUE_FALSE -> (byte) 0;
            default -> (byte) whole(0, 1);
        };
    }

    private long whole(long least, long most) throws MalformedTensor {
        if (in.currentToken() != JsonToken.VALUE_NUMBER_INT) {
            throw bad("has data with what is no whole number");
        }
        long value;
        try {
            value = in.getLongValue();
        } catch (InputCoercionException _) {
            throw bad("has data with %s, which is too large".formatted(in.getString()));
        }
        if (value < least || value > most) {
            throw bad("has data with %d, which is not from %d to %d".formatted(value, least, most));
        }
        return value;
    }

    private long unsigned() throws MalformedTensor {
        if (in.currentToken() != JsonToken.VALUE_NUMBER_INT) {
            throw bad("has data with what is no whole number");
        }
        String digits = in.getString();
        try {
            return Long.parseUnsignedLong(digits);
        } catch (NumberFormatException _) {
            throw bad("has data with '%s', which is no UINT64".formatted(digits));
        }
    }

    private void bytes(String text) throws MalformedTensor {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        if (utf8.length > MAX_TEXT) {
            throw bad("has a text of %d bytes (limit %d)".formatted(utf8.length, MAX_TEXT));
        }
        ByteBuffer room = room(Integer.BYTES + utf8.length);
        int at = room.position();
        room.order(ByteOrder.LITTLE_ENDIAN).putInt(at, utf8.length).order(ByteOrder.nativeOrder());
        room.position(at + Integer.BYTES).put(utf8);
    }

    /// {@return the data buffer with at least `bytes` left}
    private ByteBuffer room(int bytes) throws MalformedTensor {
        ByteBuffer current = data;
        if (current == null) {
            current = allocate(Math.max(bytes, expected(bytes)));
        } else if (current.remaining() < bytes) {
            int doubled = (int) Math.min(Integer.MAX_VALUE, current.capacity() * 2L + bytes);
            current = allocate(doubled).put(current.flip());
        }
        data = current;
        return current;
    }

    /// Small data are copied on their way to a session, and direct memory is dear to reserve.
    private static ByteBuffer allocate(int capacity) {
        return (capacity <= MAX_HEAP
                        ? ByteBuffer.allocate(capacity)
                        : ByteBuffer.allocateDirect(capacity))
                .order(ByteOrder.nativeOrder());
    }

    /// What the shape promises, within reason: a small request must not reserve much.
    private int expected(int elementBytes) {
        if (shape == null) {
            return FIRST_CAPACITY;
        }
        double promised = elementBytes;
        for (long size : shape) {
            promised *= size;
        }
        return (int) Math.clamp(promised, 1, 1 << 20);
    }

    private MalformedTensor bad(String what) {
        return new MalformedTensor(
                (name.isEmpty() ? place : place + " ('" + name + "')") + " " + what);
    }
}
