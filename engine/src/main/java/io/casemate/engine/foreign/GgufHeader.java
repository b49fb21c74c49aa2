package io.casemate.engine.foreign;

import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The header of a GGUF file: metadata, then where each tensor lies (ggml, `docs/gguf.md`).
final class GgufHeader {
    private static final int MAGIC_BYTES = 4;
    private static final int OLDEST = 2;
    private static final int NEWEST = 3;
    private static final int MOST_ENTRIES = 65_536;
    private static final int MOST_TENSORS = 100_000;
    private static final int MOST_ELEMENTS = Integer.MAX_VALUE;
    private static final int MOST_NAME = 65_535;
    private static final int MOST_VALUE = 1 << 10;
    private static final int MOST_DIMENSIONS = 8;
    private static final int MOST_NESTED = 4;
    private static final int LEAST_ENTRY = 13;
    private static final int LEAST_TENSOR = 24;
    private static final int STRING = 8;
    private static final int ARRAY = 9;
    private static final int UINT32 = 4;

    /// Bytes of a value by the number of its type; 0 for those that say how long they are.
    private static final int[] SIZES = {1, 1, 2, 2, 4, 4, 4, 1, 0, 0, 8, 8, 8};

    private final HeaderBytes in;
    private final TensorTally tally = new TensorTally();
    private final List<Span> spans = new ArrayList<>();
    private Optional<String> architecture = Optional.empty();
    private Optional<String> title = Optional.empty();
    private int alignment = 32;

    private GgufHeader(HeaderBytes in) {
        this.in = in;
    }

    /// Where a tensor lies, in bytes after the header.
    private record Span(String tensor, long from, long bytes) {}

    static ForeignModel read(FileChannel channel) throws IOException {
        var probe = new HeaderBytes(channel, ByteOrder.LITTLE_ENDIAN);
        probe.skip(MAGIC_BYTES, "the magic");
        int version = probe.int32();
        boolean isBig = version != 0 && (version & 0xffff) == 0;
        var in = new HeaderBytes(channel, isBig ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
        in.skip(MAGIC_BYTES, "the magic");
        return new GgufHeader(in).read();
    }

    private ForeignModel read() throws IOException {
        int version = in.int32();
        if (version < OLDEST || version > NEWEST) {
            throw new LyingHeader(
                    "It is GGUF version %d; %d to %d are known."
                            .formatted(version, OLDEST, NEWEST));
        }
        int tensors = in.count("tensors", LEAST_TENSOR, MOST_TENSORS);
        int entries = in.count("metadata entries", LEAST_ENTRY, MOST_ENTRIES);
        for (int i = 0; i < entries; i++) {
            readEntry();
        }
        for (int i = 0; i < tensors; i++) {
            readTensor();
        }
        checkSpans();
        return tally.model(architecture, title);
    }

    private void readEntry() throws IOException {
        String key = in.text("the name of a metadata entry", MOST_NAME);
        int type = in.int32();
        switch (key) {
            case "general.architecture" -> architecture = Optional.of(text(key, type));
            case "general.name" -> title = Optional.of(text(key, type));
            case "general.alignment" -> alignment = alignment(type);
            default -> skipValue(key, type, 0);
        }
    }

    private String text(String key, int type) throws IOException {
        if (type != STRING) {
            throw new LyingHeader("'%s' is no text but of type %d.".formatted(key, type));
        }
        return in.text("'" + key + "'", MOST_VALUE);
    }

    private int alignment(int type) throws IOException {
        int value = type == UINT32 ? in.int32() : 0;
        if (value <= 0 || Integer.bitCount(value) != 1) {
            throw new LyingHeader("'general.alignment' is no power of two.");
        }
        return value;
    }

    private void skipValue(String key, int type, int depth) throws IOException {
        String what = "'" + LyingHeader.shown(key) + "'";
        if (type == STRING) {
            in.skipText(what);
        } else if (type == ARRAY) {
            skipArray(key, depth);
        } else {
            in.skip(sizeOf(what, type), what);
        }
    }

    private void skipArray(String key, int depth) throws IOException {
        String what = "'" + LyingHeader.shown(key) + "'";
        if (depth == MOST_NESTED) {
            throw new LyingHeader("%s is nested more than %d deep.".formatted(what, MOST_NESTED));
        }
        int type = in.int32();
        int least = type == STRING ? Long.BYTES : type == ARRAY ? 12 : sizeOf(what, type);
        int count = in.count("elements of " + what, least, MOST_ELEMENTS);
        if (type != STRING && type != ARRAY) {
            in.skip((long) count * least, what);
            return;
        }
        for (int i = 0; i < count; i++) {
            skipValue(key, type, depth + 1);
        }
    }

    private static int sizeOf(String what, int type) {
        if (type < 0 || type >= SIZES.length) {
            throw new LyingHeader("%s is of the unknown type %d.".formatted(what, type));
        }
        return SIZES[type];
    }

    private void readTensor() throws IOException {
        String name = in.text("the name of a tensor", MOST_NAME);
        int dimensions = in.int32();
        if (dimensions < 0 || dimensions > MOST_DIMENSIONS) {
            throw new LyingHeader(
                    "Tensor '%s' has %s dimensions (limit %d)."
                            .formatted(
                                    LyingHeader.shown(name),
                                    Integer.toUnsignedString(dimensions),
                                    MOST_DIMENSIONS));
        }
        long[] shape = new long[dimensions];
        for (int i = 0; i < dimensions; i++) {
            shape[i] = in.int64();
        }
        int type = in.int32();
        long offset = in.int64();
        add(name, type, TensorTally.elements(name, shape), offset);
    }

    private void add(String name, int number, long elements, long offset) {
        Optional<GgmlType> type = GgmlType.of(number);
        Optional<Long> size = type.isPresent() ? type.get().sizeOf(elements) : Optional.of(0L);
        if (size.isEmpty()) {
            throw new LyingHeader(
                    "Tensor '%s' has %,d elements, which %s cannot hold."
                            .formatted(LyingHeader.shown(name), elements, type.orElseThrow()));
        }
        tally.add(type.map(GgmlType::name).orElse("type " + number), elements, size.get());
        spans.add(new Span(name, offset, size.get()));
    }

    private void checkSpans() {
        long start = Math.ceilDiv(in.position(), alignment) * alignment;
        long data = Math.max(0, in.position() + in.left() - start);
        for (Span span : spans) {
            if (span.from() < 0 || span.from() > data || span.bytes() > data - span.from()) {
                throw new LyingHeader(
                        "Tensor '%s' reads past the end (%,d bytes from byte %s of %,d)."
                                .formatted(
                                        LyingHeader.shown(span.tensor()),
                                        span.bytes(),
                                        Long.toUnsignedString(span.from()),
                                        data));
            }
        }
    }
}
