package io.casemate.engine.onnx;

import java.util.Optional;

/// A named value of a graph: an input, an output, or a value in between.
///
/// @param type element type; [ElementType#UNDEFINED] when the value is no tensor (sequence, map)
/// @param shape empty when nothing is said of it
/// @param encoded the `ValueInfoProto` as it was, so that nothing is lost on writing
public record ValueInfo(
        String name, ElementType type, Optional<Shape> shape, Source.InMemory encoded) {

    /// {@return a value of which only the name is given; the engine finds out the rest}
    public static ValueInfo named(String name) {
        return new ValueInfo(
                name,
                ElementType.UNDEFINED,
                Optional.empty(),
                new Source.InMemory(new Rope().text(1, name).toBytes()));
    }

    /// {@return a tensor value of which not even the rank is given}
    public static ValueInfo typed(String name, ElementType type) {
        var tensor = new Rope().number(1, type.number());
        var info = new Rope().text(1, name).message(2, new Rope().message(1, tensor));
        return new ValueInfo(name, type, Optional.empty(), new Source.InMemory(info.toBytes()));
    }

    /// {@return a tensor value}
    public static ValueInfo of(String name, ElementType type, Shape shape) {
        return new ValueInfo(
                name,
                type,
                Optional.of(shape),
                new Source.InMemory(ModelEncoder.valueInfo(name, type, shape).toBytes()));
    }
}
