package io.casemate.engine.onnx;

import java.util.List;

/// A constant tensor of which only the elements other than 0 are given (`SparseTensorProto`).
///
/// @param values one dimension, `[count]`
/// @param indices `[count]` in the flattened tensor, or `[count, rank]`
/// @param dims of the whole tensor, as the file gives them; may be negative in a hostile file
public record SparseTensor(TensorProto values, TensorProto indices, List<Long> dims) {

    public SparseTensor {
        dims = List.copyOf(dims);
    }
}
