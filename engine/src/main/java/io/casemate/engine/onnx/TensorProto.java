package io.casemate.engine.onnx;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/// A constant tensor of a model: an initializer, or the value of an attribute.
///
/// @param dims sizes, outermost first, as the file gives them; may be negative in a hostile file
/// @param forms how many forms of data the file gives for it; a sound tensor has at most one
/// @param others fields kept as they were, such as documentation
public record TensorProto(
        String name,
        ElementType type,
        List<Long> dims,
        TensorData data,
        int forms,
        List<RawField> others) {

    public TensorProto {
        dims = List.copyOf(dims);
        others = List.copyOf(others);
    }

    public TensorProto(String name, ElementType type, List<Long> dims, TensorData data, int forms) {
        this(name, type, dims, data, forms, List.of());
    }

    /// {@return a tensor whose little-endian bytes are held in memory}
    public static TensorProto of(String name, ElementType type, List<Long> dims, byte[] raw) {
        return new TensorProto(name, type, dims, new TensorData.Raw(new Source.InMemory(raw)), 1);
    }

    /// {@return a `FLOAT` tensor held in memory}
    public static TensorProto floats(String name, List<Long> dims, float... values) {
        return of(name, ElementType.FLOAT, dims, TensorBytes.floats(values));
    }

    /// {@return an `INT64` tensor of one axis, held in memory}
    public static TensorProto longs(String name, List<Long> values) {
        ByteBuffer raw =
                ByteBuffer.allocate(values.size() * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        values.forEach(raw::putLong);
        return of(name, ElementType.INT64, List.of((long) values.size()), raw.array());
    }

    /// {@return the number of elements that the sizes stand for}
    ///
    /// @throws ArithmeticException when that does not fit a `long`
    public long elements() {
        long product = 1;
        for (long size : dims) {
            product = Math.multiplyExact(product, size);
        }
        return product;
    }

    public TensorProto named(String other) {
        return new TensorProto(other, type, dims, data, forms, others);
    }

    TensorProto withData(TensorData changed) {
        return new TensorProto(name, type, dims, changed, 1, others);
    }
}
