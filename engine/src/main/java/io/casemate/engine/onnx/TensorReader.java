package io.casemate.engine.onnx;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/// Reads `TensorProto`.
final class TensorReader {
    private static final int EXTERNAL = 1;

    private TensorReader() {}

    static ElementType elementType(Cursor in) {
        long number = in.number();
        return ElementType.ofNumber((int) Math.clamp(number, -1L, Integer.MAX_VALUE))
                .orElseThrow(() ->
                        in.failure(
                                OnnxProblem.UNKNOWN_TYPE,
                                "element type %d is not known".formatted(number)));
    }

    static TensorProto tensor(Cursor in, Reading reading) {
        reading.checkDepth(in);
        var parts = new TensorParts();
        while (in.next()) {
            switch (in.field()) {
                case 1 -> numbers(in, reading, "dims", parts.dims);
                case 2 -> parts.type = elementType(in);
                case 4, 5, 6, 7, 10, 11 -> parts.typed.add(data(in, reading));
                case 8 -> parts.name = reading.name(in, "name");
                case 9 -> parts.raw.add(data(in, reading));
                case 13 -> entry(in.nested("external_data"), reading, parts);
                case 14 -> parts.isExternal = in.number() == EXTERNAL;
                default -> parts.others.add(reading.keep(in)); // segment, doc_string, metadata
            }
        }
        return parts.tensor();
    }

    static SparseTensor sparse(Cursor in, Reading reading) {
        List<TensorProto> values = new ArrayList<>();
        List<TensorProto> indices = new ArrayList<>();
        List<Long> dims = new ArrayList<>();
        while (in.next()) {
            switch (in.field()) {
                case 1 -> values.add(tensor(in.nested("values"), reading));
                case 2 -> indices.add(tensor(in.nested("indices"), reading));
                case 3 -> numbers(in, reading, "dims", dims);
                default -> reading.keep(in);
            }
        }
        if (values.size() != 1 || indices.size() != 1) {
            throw in.broken(
                    "a sparse tensor has %d values and %d indices, one of each belongs there"
                            .formatted(values.size(), indices.size()));
        }
        return new SparseTensor(values.getFirst(), indices.getFirst(), dims);
    }

    /// Adds the numbers of the current field, packed or not.
    static void numbers(Cursor in, Reading reading, String name, List<Long> to) {
        if (in.wireType() == Cursor.VARINT) {
            reading.countValue(in);
            to.add(in.number());
            return;
        }
        Cursor packed = in.nested(name);
        while (packed.hasMore()) {
            reading.countValue(packed);
            to.add(packed.packedVarint());
        }
    }

    private static RawField data(Cursor in, Reading reading) {
        reading.countPart(in);
        int number = in.field();
        int wireType = in.wireType();
        Cursor.Span span = in.skip();
        Source source =
                span.length() <= Reading.SMALL
                        ? new Source.InMemory(in.copy(span))
                        : new Source.InFile(reading.file(), span.offset(), span.length());
        return new RawField(number, wireType, source);
    }

    private static void entry(Cursor in, Reading reading, TensorParts parts) {
        reading.countPart(in);
        String key = "";
        String value = "";
        while (in.next()) {
            switch (in.field()) {
                case 1 -> key = reading.name(in, "key");
                case 2 -> value = reading.name(in, "value");
                default -> reading.keep(in);
            }
        }
        parts.keys.add(key);
        switch (key) {
            case "location" -> parts.location = value;
            case "offset" -> parts.offset = position(in, key, value);
            case "length" -> parts.length = OptionalLong.of(position(in, key, value));
            default -> {
                return; // named in keys; the airlock decides what it thinks of it
            }
        }
    }

    private static long position(Cursor in, String key, String value) {
        try {
            return Long.parseLong(value);
        } catch (NumberFormatException _) {
            throw in.broken("external data %s is no number: '%s'".formatted(key, value));
        }
    }

    /// What has been read of a tensor so far.
    private static final class TensorParts {
        private String name = "";
        private ElementType type = ElementType.UNDEFINED;
        private final List<Long> dims = new ArrayList<>();
        private final List<RawField> typed = new ArrayList<>();
        private final List<RawField> raw = new ArrayList<>();
        private final List<String> keys = new ArrayList<>();
        private final List<RawField> others = new ArrayList<>();
        private String location = "";
        private long offset;
        private OptionalLong length = OptionalLong.empty();
        private boolean isExternal;

        private TensorProto tensor() {
            boolean pointsOut = isExternal || !keys.isEmpty();
            int forms = typedForms() + raw.size() + (pointsOut ? 1 : 0);
            return new TensorProto(name, type, dims, data(pointsOut), forms, others);
        }

        private int typedForms() {
            return typed.size() < 2
                    ? typed.size()
                    : (int) typed.stream().mapToInt(RawField::number).distinct().count();
        }

        private TensorData data(boolean pointsOut) {
            if (pointsOut) {
                return new TensorData.External(location, offset, length, keys);
            }
            if (!raw.isEmpty()) {
                return new TensorData.Raw(raw.getLast().payload());
            }
            return typed.isEmpty() ? new TensorData.Empty() : new TensorData.Typed(typed);
        }
    }
}
