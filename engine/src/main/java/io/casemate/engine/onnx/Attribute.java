package io.casemate.engine.onnx;

import java.util.List;

/// A named constant of a node.
///
/// @param reference name of the function's attribute that it stands for; empty when it has a value
/// @param others fields kept as they were, such as documentation
public record Attribute(String name, Value value, String reference, List<RawField> others) {

    public Attribute {
        others = List.copyOf(others);
    }

    public Attribute(String name, Value value, String reference) {
        this(name, value, reference, List.of());
    }

    public Attribute withValue(Value changed) {
        return new Attribute(name, changed, reference, others);
    }

    public static Attribute of(String name, long value) {
        return new Attribute(name, new IntValue(value), "");
    }

    public static Attribute of(String name, float value) {
        return new Attribute(name, new FloatValue(value), "");
    }

    public static Attribute of(String name, List<Long> values) {
        return new Attribute(name, new Ints(values), "");
    }

    public static Attribute of(String name, String text) {
        byte[] bytes = text.getBytes(java.nio.charset.StandardCharsets.UTF_8);
        return new Attribute(name, new BytesValue(new Source.InMemory(bytes)), "");
    }

    /// The forms of `AttributeProto`.
    public sealed interface Value {}

    public record FloatValue(float value) implements Value {}

    public record IntValue(long value) implements Value {}

    /// Text or bytes; `onnx.proto` does not tell them apart.
    public record BytesValue(Source.InMemory value) implements Value {
        public String text() {
            return new String(value.bytes(), java.nio.charset.StandardCharsets.UTF_8);
        }
    }

    public record TensorValue(TensorProto value) implements Value {}

    public record GraphValue(Graph value) implements Value {}

    public record Floats(List<Float> values) implements Value {
        public Floats {
            values = List.copyOf(values);
        }
    }

    public record Ints(List<Long> values) implements Value {
        public Ints {
            values = List.copyOf(values);
        }
    }

    public record BytesList(List<Source.InMemory> values) implements Value {
        public BytesList {
            values = List.copyOf(values);
        }
    }

    public record Tensors(List<TensorProto> values) implements Value {
        public Tensors {
            values = List.copyOf(values);
        }
    }

    public record Graphs(List<Graph> values) implements Value {
        public Graphs {
            values = List.copyOf(values);
        }
    }

    /// Sparse tensors, types, and references: kept as they are.
    ///
    /// @param type number in `AttributeProto.AttributeType`
    public record Other(int type, List<RawField> fields) implements Value {
        public Other {
            fields = List.copyOf(fields);
        }
    }
}
