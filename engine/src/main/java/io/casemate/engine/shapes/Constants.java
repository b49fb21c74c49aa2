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
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.AbstractList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.RandomAccess;

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
                ? contents(tensor).map(fact::withElements).orElse(fact)
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
        return switch (type) {
            case INT64, INT32, INT16, INT8, UINT8, BOOL, UINT16, UINT32, FLOAT, DOUBLE, FLOAT16 ->
                    Optional.of(new Elements(type, bytes));
            default -> Optional.empty();
        };
    }

    /// The elements of a tensor, each made when it is asked for: a model may have very many small
    /// tensors, of which few become shapes.
    private static final class Elements extends AbstractList<Element> implements RandomAccess {
        private final ElementType type;
        private final ByteBuffer bytes;

        private Elements(ElementType type, ByteBuffer bytes) {
            this.type = type;
            this.bytes = bytes.slice().order(ByteOrder.LITTLE_ENDIAN);
        }

        @Override
        public int size() {
            return bytes.limit() / (type.bits() / Byte.SIZE);
        }

        @Override
        public Element get(int index) {
            int at = Objects.checkIndex(index, size()) * (type.bits() / Byte.SIZE);
            return new Element.Known(
                    switch (type) {
                        case INT64 -> bytes.getLong(at);
                        case INT32 -> bytes.getInt(at);
                        case INT16 -> bytes.getShort(at);
                        case INT8 -> bytes.get(at);
                        case UINT8, BOOL -> Byte.toUnsignedInt(bytes.get(at));
                        case UINT16 -> Short.toUnsignedInt(bytes.getShort(at));
                        case UINT32 -> Integer.toUnsignedLong(bytes.getInt(at));
                        case FLOAT -> bytes.getFloat(at);
                        case DOUBLE -> bytes.getDouble(at);
                        case FLOAT16 -> Float.float16ToFloat(bytes.getShort(at));
                        default -> throw new IllegalStateException("not numbers: " + type);
                    });
        }
    }
}
