package io.casemate.engine.structure;

import io.casemate.engine.onnx.ElementType;
import io.casemate.engine.onnx.TensorProto;
import java.math.BigInteger;
import java.util.List;

/// A constant tensor that a node reads. Its elements stay in the file.
///
/// @param tensor where they are
public record Weight(String name, TensorProto tensor) {
    private static final int BITS = 8;

    public ElementType precision() {
        return tensor.type();
    }

    public List<Long> dims() {
        return tensor.dims();
    }

    /// {@return bytes that the elements take; 0 for texts, whose size is not fixed}
    public long bytes() {
        BigInteger bits = BigInteger.valueOf(tensor.type().bits());
        for (long size : tensor.dims()) {
            bits = bits.multiply(BigInteger.valueOf(Math.max(0, size)));
        }
        BigInteger bytes = bits.add(BigInteger.valueOf(BITS - 1L)).divide(BigInteger.valueOf(BITS));
        return bytes.min(BigInteger.valueOf(Long.MAX_VALUE)).longValue();
    }
}
