package io.casemate.engine.onnx;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Reads `AttributeProto`.
final class AttributeReader {
    private static final int FLOAT = 1;
    private static final int INT = 2;
    private static final int STRING = 3;
    private static final int TENSOR = 4;
    private static final int GRAPH = 5;
    private static final int FLOATS = 6;
    private static final int INTS = 7;
    private static final int STRINGS = 8;
    private static final int TENSORS = 9;
    private static final int GRAPHS = 10;
    private static final int LAST_TYPE = 14;

    /// The longest text attribute: vocabularies of tokenizers are attributes too.
    private static final int MAX_STRING = 16 << 20;

    private AttributeReader() {}

    static Attribute attribute(Cursor in, Reading reading) {
        reading.checkDepth(in);
        reading.countPart(in);
        var parts = new AttributeParts();
        while (in.next()) {
            switch (in.field()) {
                case 1 -> parts.name = reading.name(in, "name");
                case 2 -> parts.single(FLOAT, new Attribute.FloatValue(in.float32()), in);
                case 3 -> parts.single(INT, new Attribute.IntValue(in.number()), in);
                case 4 -> parts.single(STRING, new Attribute.BytesValue(bytes(in, "s")), in);
                case 5 -> {
                    TensorProto tensor = TensorReader.tensor(in.nested("t"), reading);
                    parts.single(TENSOR, new Attribute.TensorValue(tensor), in);
                }
                case 6 -> {
                    Graph graph = GraphReader.graph(in.nested("g"), reading);
                    parts.single(GRAPH, new Attribute.GraphValue(graph), in);
                }
                case 20 -> parts.type = type(in);
                case 21 -> parts.reference = reading.name(in, "ref_attr_name");
                default -> list(in, reading, parts);
            }
        }
        parts.checkType(in);
        return parts.attribute();
    }

    private static int type(Cursor in) {
        long number = in.number();
        if (number < 0 || number > LAST_TYPE) {
            throw in.failure(
                    OnnxProblem.UNKNOWN_TYPE, "attribute type %d is not known".formatted(number));
        }
        return (int) number;
    }

    private static void list(Cursor in, Reading reading, AttributeParts parts) {
        switch (in.field()) {
            case 7 -> {
                floats(in, reading, parts.floats);
                parts.sees(FLOATS, in);
            }
            case 8 -> {
                TensorReader.numbers(in, reading, "ints", parts.ints);
                parts.sees(INTS, in);
            }
            case 9 -> {
                parts.strings.add(bytes(in, "strings"));
                parts.sees(STRINGS, in);
            }
            case 10 -> {
                Cursor tensor = in.nested("tensors", parts.tensors.size());
                parts.tensors.add(TensorReader.tensor(tensor, reading));
                parts.sees(TENSORS, in);
            }
            case 11 -> {
                Cursor graph = in.nested("graphs", parts.graphs.size());
                parts.graphs.add(GraphReader.graph(graph, reading));
                parts.sees(GRAPHS, in);
            }
            case 13 -> parts.kept.add(reading.keep(in)); // doc_string
            case 22, 23 -> parts.others.add(reading.keepByPlace(in.delimited())); // sparse tensors
            default -> parts.others.add(reading.keep(in));
        }
    }

    private static Source.InMemory bytes(Cursor in, String name) {
        return new Source.InMemory(in.nested(name).allBytes(MAX_STRING));
    }

    private static void floats(Cursor in, Reading reading, List<Float> to) {
        if (in.wireType() == Cursor.FIXED32) {
            reading.countValue(in);
            to.add(in.float32());
            return;
        }
        Cursor packed = in.nested("floats");
        while (packed.hasMore()) {
            reading.countValue(packed);
            to.add(packed.packedFloat());
        }
    }

    /// What has been read of an attribute so far.
    private static final class AttributeParts {
        private String name = "";
        private String reference = "";
        private int type;
        private int seen;
        private Optional<Attribute.Value> single = Optional.empty();
        private final List<Float> floats = new ArrayList<>();
        private final List<Long> ints = new ArrayList<>();
        private final List<Source.InMemory> strings = new ArrayList<>();
        private final List<TensorProto> tensors = new ArrayList<>();
        private final List<Graph> graphs = new ArrayList<>();
        private final List<RawField> others = new ArrayList<>();
        private final List<RawField> kept = new ArrayList<>();

        private void single(int kind, Attribute.Value value, Cursor in) {
            if (single.isPresent()) { // readers differ in which of the two they take
                throw in.broken("an attribute has two values");
            }
            sees(kind, in);
            single = Optional.of(value);
        }

        private void sees(int kind, Cursor in) {
            if (seen != 0 && seen != kind) {
                throw in.broken("an attribute has values of types %d and %d".formatted(seen, kind));
            }
            seen = kind;
        }

        private void checkType(Cursor in) {
            if (type != 0 && seen != 0 && type != seen) {
                throw in.broken(
                        "an attribute of type %d has a value of type %d".formatted(type, seen));
            }
        }

        private Attribute attribute() {
            Attribute.Value value = value();
            if (!(value instanceof Attribute.Other)) {
                kept.addAll(others);
            }
            return new Attribute(name, value, reference, kept);
        }

        /// The declared type decides: a list may be empty. Files older than IR version 2 declare
        /// none.
        private Attribute.Value value() {
            return switch (type == 0 ? seen : type) {
                case FLOAT -> single.orElse(new Attribute.FloatValue(0));
                case INT -> single.orElse(new Attribute.IntValue(0));
                case STRING ->
                        single.orElse(new Attribute.BytesValue(new Source.InMemory(new byte[0])));
                case FLOATS -> new Attribute.Floats(floats);
                case INTS -> new Attribute.Ints(ints);
                case STRINGS -> new Attribute.BytesList(strings);
                case TENSORS -> new Attribute.Tensors(tensors);
                case GRAPHS -> new Attribute.Graphs(graphs);
                default -> single.orElseGet(() -> new Attribute.Other(type, others));
            };
        }
    }
}
