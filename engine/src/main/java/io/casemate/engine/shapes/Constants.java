package io.casemate.engine.shapes;

import io.casemate.engine.onnx.Dim;
import io.casemate.engine.onnx.ElementType;
import io.casemate.engine.onnx.OnnxFormatException;
import io.casemate.engine.onnx.RawField;
import io.casemate.engine.onnx.Source;
import io.casemate.engine.onnx.TensorBytes;
import io.casemate.engine.onnx.TensorData;
import io.casemate.engine.onnx.TensorProto;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What is known of constant tensors. Elements are looked at only where the reader holds them in
/// memory already; files are never opened.
final class Constants {
    private static final Path NO_FOLDER = Path.of("");

    private Constants() {}

    static Fact fact(TensorProto tensor) {
        List<Dim> dims = tensor.dims().stream().map(Sizes::dim).toList();
        Fact fact = Fact.of(tensor.type(), dims).constant(true);
        long elements = fact.value().elements().orElse(Long.MAX_VALUE);
        return elements <= Fact.MOST_CONTENTS && isAtHand(tensor.data())
                ? fact.withContents(contents(tensor))
                : fact;
    }

    private static boolean isAtHand(TensorData data) {
        return switch (data) {
            case TensorData.Raw(Source source) -> source instanceof Source.InMemory;
            case TensorData.Typed(List<RawField> fields) ->
                    fields.size() <= Fact.MOST_CONTENTS
                            && fields.stream()
                                    .allMatch(field -> field.payload() instanceof Source.InMemory);
            case TensorData.Empty _ -> true;
            case TensorData.External _ -> false;
        };
    }

    /// A tensor whose data do not fit its shape says nothing; the airlock refuses it elsewhere.
    private static Optional<List<Element>> contents(TensorProto tensor) {
        if (tensor.type().bits() < Byte.SIZE) {
            return Optional.empty();
        }
        try {
            return elements(tensor.type(), TensorBytes.of(tensor, NO_FOLDER));
        } catch (OnnxFormatException _) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("reading memory failed", e);
        }
    }

    private static Optional<List<Element>> elements(ElementType type, ByteBuffer bytes) {
        var elements = new ArrayList<Element>();
        while (bytes.hasRemaining()) {
            Optional<Double> value = next(type, bytes);
            if (value.isEmpty()) {
                return Optional.empty();
            }
            elements.add(new Element.Known(value.get()));
        }
        return Optional.of(elements);
    }

    private static Optional<Double> next(ElementType type, ByteBuffer bytes) {
        return switch (type) {
            case INT64 -> Optional.of((double) bytes.getLong());
            case INT32 -> Optional.of((double) bytes.getInt());
            case INT16 -> Optional.of((double) bytes.getShort());
            case INT8 -> Optional.of((double) bytes.get());
            case UINT8, BOOL -> Optional.of((double) Byte.toUnsignedInt(bytes.get()));
            case UINT16 -> Optional.of((double) Short.toUnsignedInt(bytes.getShort()));
            case UINT32 -> Optional.of((double) Integer.toUnsignedLong(bytes.getInt()));
            case FLOAT -> Optional.of((double) bytes.getFloat());
            case DOUBLE -> Optional.of(bytes.getDouble());
            case FLOAT16 -> Optional.of((double) Float.float16ToFloat(bytes.getShort()));
            default -> Optional.empty();
        };
    }
}
