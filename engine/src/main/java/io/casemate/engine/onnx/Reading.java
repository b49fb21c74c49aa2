package io.casemate.engine.onnx;

import java.nio.file.Path;

/// One reading of one file: its limits and how much of them is used.
final class Reading {
    /// Data up to this length are held in memory: they are not worth opening a file for.
    static final int SMALL = 4096;

    /// Small messages of all kinds: two bytes of a file become objects of a hundred and more.
    private static final int MOST_PARTS = 1_000_000;

    /// Sizes, and elements of list attributes; a list element takes up to 24 bytes here.
    private static final int MOST_VALUES = 8_000_000;

    private final Path file;
    private final ReadLimits limits;
    private int nodes;
    private int initializers;
    private int metadata;
    private int parts;
    private int values;

    Reading(Path file, ReadLimits limits) {
        this.file = file;
        this.limits = limits;
    }

    Path file() {
        return file;
    }

    ReadLimits limits() {
        return limits;
    }

    String name(Cursor in, String field) {
        return in.text(field, limits.nameBytes());
    }

    /// Keeps the current field as it is; it may be no longer than a text.
    RawField keep(Cursor in) {
        countPart(in);
        int number = in.field();
        int wireType = in.wireType();
        Cursor.Span span = in.skip();
        if (span.length() > limits.textBytes()) {
            throw in.failure(
                    OnnxProblem.TOO_LONG,
                    "field %d has %d bytes (limit %d)"
                            .formatted(number, span.length(), limits.textBytes()));
        }
        return new RawField(number, wireType, new Source.InMemory(in.copy(span)));
    }

    /// Keeps the current field as it is, by its place in the file.
    RawField keepLarge(Cursor in) {
        countPart(in);
        int number = in.field();
        int wireType = in.wireType();
        Cursor.Span span = in.skip();
        return new RawField(
                number, wireType, new Source.InFile(file, span.offset(), span.length()));
    }

    /// Keeps the current field as it is: in memory if it is small, else by its place in the file.
    RawField keepByPlace(Cursor in) {
        RawField kept = keepLarge(in);
        return kept.payload().length() > SMALL
                ? kept
                : new RawField(kept.number(), kept.wireType(), inMemory(in, kept.payload()));
    }

    private static Source inMemory(Cursor in, Source place) {
        return place instanceof Source.InFile(Path _, long offset, long length)
                ? new Source.InMemory(in.copy(new Cursor.Span(offset, length)))
                : place;
    }

    void countPart(Cursor in) {
        check(in, ++parts, MOST_PARTS, "small parts");
    }

    void countValue(Cursor in) {
        check(in, ++values, MOST_VALUES, "numbers in lists");
    }

    void checkDepth(Cursor in) {
        if (in.depth() > limits.depth()) {
            throw in.failure(
                    OnnxProblem.TOO_DEEP,
                    "it is nested %d levels deep (limit %d)".formatted(in.depth(), limits.depth()));
        }
    }

    void countNode(Cursor in) {
        check(in, ++nodes, limits.nodes(), "nodes");
    }

    void countInitializer(Cursor in) {
        check(in, ++initializers, limits.initializers(), "initializers");
    }

    void countMetadata(Cursor in) {
        check(in, ++metadata, limits.metadata(), "metadata entries");
    }

    void checkPorts(Cursor in, int count, String what) {
        check(in, count, limits.ports(), what);
    }

    private static void check(Cursor in, int count, int limit, String what) {
        if (count > limit) {
            throw in.failure(
                    OnnxProblem.TOO_MANY, "there are more than %d %s".formatted(limit, what));
        }
    }
}
