package io.casemate.engine.foreign;

import io.casemate.engine.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/// The header of a safetensors file: a length, then that many bytes of JSON, which place every
/// tensor in the rest of the file without holes (safetensors, README, "Format").
final class SafetensorsHeader {
    private static final long MOST_BYTES = 100_000_000;
    private static final int MOST_DIMENSIONS = 64;
    private static final String METADATA = "__metadata__";

    /// Bits of an element, by the format's name of its type.
    private static final Map<String, Integer> BITS =
            Map.ofEntries(
                    Map.entry("BOOL", 8),
                    Map.entry("U8", 8),
                    Map.entry("I8", 8),
                    Map.entry("F8_E5M2", 8),
                    Map.entry("F8_E4M3", 8),
                    Map.entry("F8_E8M0", 8),
                    Map.entry("I16", 16),
                    Map.entry("U16", 16),
                    Map.entry("F16", 16),
                    Map.entry("BF16", 16),
                    Map.entry("I32", 32),
                    Map.entry("U32", 32),
                    Map.entry("F32", 32),
                    Map.entry("I64", 64),
                    Map.entry("U64", 64),
                    Map.entry("F64", 64),
                    Map.entry("C64", 64));

    private final TensorTally tally = new TensorTally();
    private final List<Span> spans = new ArrayList<>();
    private Optional<String> title = Optional.empty();

    private SafetensorsHeader() {}

    /// Where a tensor lies, in bytes after the header.
    private record Span(String tensor, long from, long to) {}

    /// @param size of the whole file
    static ForeignModel read(InputStream in, long size) throws IOException {
        byte[] start = in.readNBytes(Long.BYTES);
        if (start.length < Long.BYTES) {
            throw new LyingHeader("It has %d bytes, too few for a header.".formatted(size));
        }
        long length = ByteBuffer.wrap(start).order(ByteOrder.LITTLE_ENDIAN).getLong();
        long left = size - Long.BYTES;
        if (length < 0 || length > left) {
            throw new LyingHeader(
                    "Its header says %s bytes, but only %,d are left."
                            .formatted(grouped(length), left));
        }
        if (length > MOST_BYTES) {
            throw new LyingHeader(
                    "Its header has %,d bytes (limit %,d).".formatted(length, MOST_BYTES));
        }
        var header = new SafetensorsHeader();
        header.parse(in.readNBytes((int) length));
        header.checkSpans(left - length);
        return header.tally.model(Optional.empty(), header.title);
    }

    private static String grouped(long unsigned) {
        return "%,d".formatted(new BigInteger(Long.toUnsignedString(unsigned)));
    }

    private void parse(byte[] text) {
        try (JsonParser json = Json.mapper().createParser(text)) {
            expect(json.nextToken(), JsonToken.START_OBJECT);
            while (json.nextToken() == JsonToken.PROPERTY_NAME) {
                String name = json.currentName();
                expect(json.nextToken(), JsonToken.START_OBJECT);
                if (name.equals(METADATA)) {
                    parseMetadata(json);
                } else {
                    parseTensor(json, name);
                }
            }
            if (json.nextToken() != null) {
                throw new LyingHeader("Something follows the JSON of its header.");
            }
        } catch (JacksonException e) {
            throw new LyingHeader(
                    "Its header is no JSON as it should be: %s"
                            .formatted(LyingHeader.shown(e.getOriginalMessage())));
        }
    }

    private void parseMetadata(JsonParser json) {
        while (json.nextToken() == JsonToken.PROPERTY_NAME) {
            String key = json.currentName();
            expect(json.nextToken(), JsonToken.VALUE_STRING);
            if (key.equals("name") || key.equals("modelspec.title")) {
                title = Optional.of(json.getString());
            }
        }
    }

    private void parseTensor(JsonParser json, String name) {
        String type = "";
        long[] shape = {};
        long[] span = {};
        while (json.nextToken() == JsonToken.PROPERTY_NAME) {
            String key = json.currentName();
            JsonToken value = json.nextToken();
            switch (key) {
                case "dtype" -> {
                    expect(value, JsonToken.VALUE_STRING);
                    type = json.getString();
                }
                case "shape" -> shape = numbers(json, value, MOST_DIMENSIONS);
                case "data_offsets" -> span = numbers(json, value, 2);
                default ->
                        throw new LyingHeader(
                                "Tensor '%s' has the unknown property '%s'."
                                        .formatted(
                                                LyingHeader.shown(name), LyingHeader.shown(key)));
            }
        }
        if (span.length != 2 || span[0] < 0 || span[1] < span[0]) {
            throw new LyingHeader(
                    "Tensor '%s' does not say where it lies.".formatted(LyingHeader.shown(name)));
        }
        add(name, type, TensorTally.elements(name, shape), new Span(name, span[0], span[1]));
    }

    private void add(String name, String type, long elements, Span span) {
        long bytes = span.to() - span.from();
        Integer bits = BITS.get(type);
        boolean fits =
                bits == null || (elements <= Long.MAX_VALUE / bits && elements * bits == bytes * 8);
        if (!fits) {
            throw new LyingHeader(
                    "Tensor '%s' has %,d elements of %s but %,d bytes."
                            .formatted(LyingHeader.shown(name), elements, type, bytes));
        }
        tally.add(LyingHeader.shown(type), elements, bytes);
        spans.add(span);
    }

    /// Tensors follow each other without hole or overlap, up to the end of the file.
    private void checkSpans(long data) {
        spans.sort(Comparator.comparingLong(Span::from).thenComparingLong(Span::to));
        long at = 0;
        for (Span span : spans) {
            if (span.to() > data) {
                throw new LyingHeader(
                        "Tensor '%s' reads past the end (up to byte %,d of %,d)."
                                .formatted(LyingHeader.shown(span.tensor()), span.to(), data));
            }
            if (span.from() != at) {
                throw new LyingHeader(
                        "Tensor '%s' starts at byte %,d, where %,d should follow."
                                .formatted(LyingHeader.shown(span.tensor()), span.from(), at));
            }
            at = span.to();
        }
        if (at != data) {
            throw new LyingHeader(
                    "Its tensors end at byte %,d, and %,d bytes are there.".formatted(at, data));
        }
    }

    private static long[] numbers(JsonParser json, JsonToken start, int most) {
        expect(start, JsonToken.START_ARRAY);
        var numbers = new ArrayList<Long>();
        while (json.nextToken() != JsonToken.END_ARRAY) {
            expect(json.currentToken(), JsonToken.VALUE_NUMBER_INT);
            numbers.add(json.getLongValue());
            if (numbers.size() > most) {
                throw new LyingHeader(
                        "A list in its header has more than %d numbers.".formatted(most));
            }
        }
        return numbers.stream().mapToLong(Long::longValue).toArray();
    }

    private static void expect(JsonToken found, JsonToken wanted) {
        if (found != wanted) {
            throw new LyingHeader("Its header has %s where %s belongs.".formatted(found, wanted));
        }
    }
}
