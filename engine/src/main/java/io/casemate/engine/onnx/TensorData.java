package io.casemate.engine.onnx;

import java.util.List;
import java.util.OptionalLong;

/// The elements of a [TensorProto], in the form the file has them.
public sealed interface TensorData {

    /// `raw_data`: little-endian, row-major, packed.
    record Raw(Source source) implements TensorData {}

    /// `float_data`, `int32_data`, `string_data`, `int64_data`, `double_data` or `uint64_data`.
    ///
    /// @param fields one field number throughout, in file order, packed or not
    record Typed(List<RawField> fields) implements TensorData {
        public Typed {
            fields = List.copyOf(fields);
        }
    }

    /// In a file of its own, beside the model.
    ///
    /// @param location relative path as the model gives it; not trusted
    /// @param keys every key that the model gives, `location` included
    record External(String location, long offset, OptionalLong length, List<String> keys)
            implements TensorData {
        public External {
            keys = List.copyOf(keys);
        }
    }

    /// Nothing: the tensor has no elements.
    record Empty() implements TensorData {}
}
