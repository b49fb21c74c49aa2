package io.casemate.engine.quantize.rewrite;

import io.casemate.engine.onnx.Attribute;
import io.casemate.engine.onnx.ElementType;
import io.casemate.engine.onnx.Node;
import io.casemate.engine.onnx.TensorData;
import io.casemate.engine.onnx.TensorProto;
import io.casemate.engine.onnx.TensorValues;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Rounds constants to 16 bits and counts what did not fit.
final class HalfConstants {
    private final ElementType type;
    private final Path folder;
    private final Scratch scratch;
    private long numbers;
    private long beyond;
    private long vanishing;

    /// @param type `FLOAT16` or `BFLOAT16`
    /// @param folder where the model's external data lie
    HalfConstants(ElementType type, Path folder, Scratch scratch) {
        this.type = type;
        this.folder = folder;
        this.scratch = scratch;
    }

    ElementType type() {
        return type;
    }

    /// {@return what did not fit, for people; empty text when all did}
    String remark() {
        return beyond + vanishing == 0
                ? ""
                : ("Of %d numbers rounded to %s, %d were beyond its range and became its largest, and %d"
                                + " too small for it and became its smallest.")
                        .formatted(numbers, type, beyond, vanishing);
    }

    TensorProto half(TensorProto tensor, String name) throws IOException {
        Halves.Clamped clamped = Halves.clamped(TensorValues.floats(tensor, folder), type);
        numbers += tensor.elements();
        beyond += clamped.beyond();
        vanishing += clamped.vanishing();
        return new TensorProto(
                name,
                type,
                tensor.dims(),
                new TensorData.Raw(scratch.keep(clamped.bytes())),
                1,
                tensor.others());
    }

    /// {@return the `FLOAT` tensor that a `Constant` node makes, under the name of the value}
    static Optional<TensorProto> floats(Node node) {
        if (!node.is("Constant")) {
            return Optional.empty();
        }
        String name = node.outputs().getFirst();
        if (node.attribute("value_float").orElse(null)
                instanceof Attribute.FloatValue(float value)) {
            return Optional.of(TensorProto.floats(name, List.of(), value));
        }
        if (node.attribute("value_floats").orElse(null)
                instanceof Attribute.Floats(List<Float> values)) {
            float[] all = new float[values.size()];
            for (int i = 0; i < all.length; i++) {
                all[i] = values.get(i);
            }
            return Optional.of(TensorProto.floats(name, List.of((long) all.length), all));
        }
        return WeightPlaces.constant(node).filter(tensor -> tensor.type() == ElementType.FLOAT);
    }

    /// {@return `node`, making 16 bits where an attribute says what it makes}
    Node retyped(Node node) throws IOException {
        if (node.is("Cast")) {
            return node.withAttributes(replaced(node, Attribute.of("to", (long) type.number())));
        }
        if (!node.is("ConstantOfShape")) {
            return node;
        }
        TensorProto value =
                node.attribute("value").orElse(null) instanceof Attribute.TensorValue(var given)
                        ? given
                        : TensorProto.floats("", List.of(1L), 0);
        return node.withAttributes(
                replaced(
                        node,
                        new Attribute("value", new Attribute.TensorValue(half(value, "")), "")));
    }

    private static List<Attribute> replaced(Node node, Attribute changed) {
        return Stream.concat(
                        node.attributes().stream()
                                .filter(attribute -> !attribute.name().equals(changed.name())),
                        Stream.of(changed))
                .toList();
    }
}
