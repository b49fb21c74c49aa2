package io.casemate.engine.tensors;

import java.nio.ByteBuffer;

/// Values on their way to or from a session.
///
/// @param datatype how the elements are stored
/// @param shape sizes, outermost first; empty for a scalar
/// @param data elements from position to limit, in native byte order, row-major; direct where it
///   goes to a session. For [Datatype#BYTES] each element is a 4-byte little-endian length followed
///   by that many bytes
public record Tensor(String name, Datatype datatype, long[] shape, ByteBuffer data) {

    /// {@return the number of elements that `shape` stands for}
    ///
    /// @throws ArithmeticException when the product does not fit a `long`
    public static long elements(long[] shape) {
        long product = 1;
        for (long size : shape) {
            product = Math.multiplyExact(product, size);
        }
        return product;
    }

    public long elements() {
        return elements(shape);
    }
}
