package io.casemate.engine.tensors;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import tools.jackson.core.JsonGenerator;

/// Writes tensors in the JSON form of the Open Inference Protocol v2.
public final class TensorJson {

    private TensorJson() {}

    /// Writes `{"name","datatype","shape","data"}` with flat data.
    ///
    /// @throws MalformedTensor when the values have no JSON form: FP16, BF16, and numbers that are
    ///   not finite
    public static void write(JsonGenerator out, Tensor tensor) throws MalformedTensor {
        out.writeStartObject();
        out.writeStringProperty("name", tensor.name());
        out.writeStringProperty("datatype", tensor.datatype().name());
        out.writeName("shape");
        out.writeStartArray();
        for (long size : tensor.shape()) {
            out.writeNumber(size);
        }
        out.writeEndArray();
        out.writeName("data");
        out.writeStartArray();
        data(out, tensor);
        out.writeEndArray();
        out.writeEndObject();
    }

    private static void data(JsonGenerator out, Tensor tensor) throws MalformedTensor {
        ByteBuffer data = tensor.data().duplicate().order(tensor.data().order());
        long elements = tensor.elements();
        for (long i = 0; i < elements; i++) {
            switch (tensor.datatype()) {
                case BOOL -> out.writeBoolean(data.get() != 0);
                case UINT8 -> out.writeNumber(Byte.toUnsignedInt(data.get()));
                case INT8 -> out.writeNumber((int) data.get());
                case UINT16 -> out.writeNumber(Short.toUnsignedInt(data.getShort()));
                case INT16 -> out.writeNumber((int) data.getShort());
                case UINT32 -> out.writeNumber(Integer.toUnsignedLong(data.getInt()));
                case INT32 -> out.writeNumber(data.getInt());
                case UINT64 ->
                        out.writeNumber(
                                new java.math.BigInteger(Long.toUnsignedString(data.getLong())));
                case INT64 -> out.writeNumber(data.getLong());
                case FP32 -> out.writeNumber(finite(data.getFloat(), tensor));
                case FP64 -> out.writeNumber(finite(data.getDouble(), tensor));
                case BYTES -> out.writeString(text(data));
                case FP16, BF16 ->
                        throw new MalformedTensor(
                                "tensor '%s' is %s, which has no JSON form"
                                        .formatted(tensor.name(), tensor.datatype()));
            }
        }
    }

    private static float finite(float value, Tensor tensor) throws MalformedTensor {
        finite((double) value, tensor);
        return value;
    }

    private static double finite(double value, Tensor tensor) throws MalformedTensor {
        if (!Double.isFinite(value)) {
            throw new MalformedTensor(
                    "tensor '%s' holds %s, which has no JSON form".formatted(tensor.name(), value));
        }
        return value;
    }

    private static String text(ByteBuffer data) {
        ByteOrder order = data.order();
        byte[] text = new byte[data.order(ByteOrder.LITTLE_ENDIAN).getInt()];
        data.order(order).get(text);
        return new String(text, StandardCharsets.UTF_8);
    }
}
