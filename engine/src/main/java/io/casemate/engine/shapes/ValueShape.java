package io.casemate.engine.shapes;

import io.casemate.engine.onnx.ElementType;
import io.casemate.engine.onnx.Shape;
import java.util.Optional;
import java.util.OptionalLong;

/// What is known of a value: its element type and its shape.
///
/// @param type [ElementType#UNDEFINED] when not known, or when the value is no tensor
/// @param shape empty when not even the rank is known
public record ValueShape(ElementType type, Optional<Shape> shape) {
    public static final ValueShape UNKNOWN =
            new ValueShape(ElementType.UNDEFINED, Optional.empty());

    /// {@return whether type and every size are numbers, so that its bytes can be counted}
    public boolean isKnown() {
        return bytes().isPresent();
    }

    /// {@return number of elements, at most `Long.MAX_VALUE`; empty when a size is not known}
    public OptionalLong elements() {
        return shape.map(known -> Sizes.product(known.dims())).orElse(OptionalLong.empty());
    }

    /// {@return bytes of its elements, packed, at most `Long.MAX_VALUE`; a text counts as 16 bytes,
    /// its characters not included; empty when type or a size is not known}
    public OptionalLong bytes() {
        OptionalLong elements = elements();
        return elements.isEmpty() || type == ElementType.UNDEFINED
                ? OptionalLong.empty()
                : OptionalLong.of(Sizes.bytes(type, elements.getAsLong()));
    }

    /// {@return for people, such as `FLOAT [1, batch, ?]`}
    @Override
    public String toString() {
        String name = type == ElementType.UNDEFINED ? "?" : type.name();
        return name + " " + shape.map(Shape::dims).map(Object::toString).orElse("[...]");
    }
}
