package io.casemate.engine.shapes;

import io.casemate.engine.onnx.Dim;

/// One element of a small tensor, as far as it is known before running: such tensors become shapes.
sealed interface Element {
    Element UNKNOWN = new Unknown();

    /// @param value exact up to 2^53, which is larger than any size that can exist
    record Known(double value) implements Element {}

    /// The size that a symbol stands for.
    record Symbol(String name) implements Element {}

    record Unknown() implements Element {}

    static Element of(Dim dim) {
        return switch (dim) {
            case Dim.Fixed(long size) -> new Known(size);
            case Dim.Named(String name) -> new Symbol(name);
            case Dim.Unknown _ -> UNKNOWN;
        };
    }

    /// {@return this element as a size}
    default Dim dim() {
        return switch (this) {
            case Known(double value) ->
                    Double.isNaN(value) ? Sizes.UNKNOWN : Sizes.dim((long) value);
            case Symbol(String name) -> new Dim.Named(name);
            case Unknown _ -> Sizes.UNKNOWN;
        };
    }
}
