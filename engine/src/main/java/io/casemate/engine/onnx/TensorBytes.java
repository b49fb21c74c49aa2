package io.casemate.engine.onnx;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.List;

/// Brings the elements of a tensor into one form: little-endian, row-major, packed; a text is a
/// 4-byte length followed by that many bytes.
public final class TensorBytes {

    private TensorBytes() {}

    /// {@return `values` in that form, as `FLOAT`}
    public static byte[] floats(float... values) {
        ByteBuffer raw =
                ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        raw.asFloatBuffer().put(values);
        return raw.array();
    }

    /// @param folder where external data lie
    /// @throws OnnxFormatException when the data do not fit the shape
    public static ByteBuffer of(TensorProto tensor, Path folder) throws IOException {
        ByteBuffer bytes =
                switch (TensorValues.resolved(tensor, folder).data()) {
                    case TensorData.Raw(Source source) -> TensorValues.bytes(source);
                    case TensorData.Empty _ -> ByteBuffer.allocate(0);
                    case TensorData.Typed(List<RawField> fields) -> typed(tensor, fields);
                    case TensorData.External _ -> throw misfit(tensor, 0);
                };
        long wanted = Math.ceilDiv(tensor.elements() * tensor.type().bits(), 8L);
        if (tensor.type() != ElementType.STRING && bytes.remaining() != wanted) {
            throw misfit(tensor, bytes.remaining());
        }
        return bytes.order(ByteOrder.LITTLE_ENDIAN);
    }

    private static ByteBuffer typed(TensorProto tensor, List<RawField> fields) throws IOException {
        int width = Math.max(1, tensor.type().bits() / 8);
        int most = 0;
        for (RawField field : fields) {
            most = Math.addExact(most, most(field, width));
        }
        ByteBuffer out = ByteBuffer.allocate(most).order(ByteOrder.LITTLE_ENDIAN);
        for (RawField field : fields) {
            ByteBuffer in = TensorValues.bytes(field.payload());
            switch (field.number()) {
                case 4, 10 -> out.put(in);
                case 6 -> out.putInt(in.remaining()).put(in);
                default -> {
                    while (in.hasRemaining()) {
                        put(out, varint(in), width);
                    }
                }
            }
        }
        return out.flip();
    }

    /// {@return how many bytes `field` may become; a number takes one byte in it at least}
    private static int most(RawField field, int width) {
        int bytes = Math.toIntExact(field.payload().length());
        return switch (field.number()) {
            case 4, 10 -> bytes;
            case 6 -> Math.addExact(bytes, Integer.BYTES);
            default -> Math.multiplyExact(bytes, width);
        };
    }

    /// The reader has checked that no number is cut off in an unpacked field; a packed one may be.
    private static long varint(ByteBuffer in) {
        long value = 0;
        for (int shift = 0; in.hasRemaining(); shift += 7) {
            byte next = in.get();
            value |= (long) (next & 0x7F) << shift;
            if (next >= 0) {
                break;
            }
        }
        return value;
    }

    private static void put(ByteBuffer out, long value, int width) {
        for (int i = 0; i < width; i++) {
            out.put((byte) (value >>> 8 * i));
        }
    }

    static OnnxFormatException misfit(TensorProto tensor, long bytes) {
        return new OnnxFormatException(
                OnnxProblem.DATA_MISSING,
                tensor.name(),
                0,
                "tensor of type %s and shape %s has %d bytes of data."
                        .formatted(tensor.type(), tensor.dims(), bytes));
    }
}
