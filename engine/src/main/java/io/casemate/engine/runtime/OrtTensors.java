package io.casemate.engine.runtime;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import io.casemate.engine.tensors.Datatype;
import io.casemate.engine.tensors.Port;
import io.casemate.engine.tensors.Tensor;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Our tensors as ONNX Runtime's, and back.
final class OrtTensors {

    private OrtTensors() {}

    /// {@return a native tensor over `tensor`'s own memory where that is direct, over a copy
    /// otherwise}
    static OnnxTensor open(OrtEnvironment environment, Tensor tensor) throws OrtException {
        return tensor.datatype() == Datatype.BYTES
                ? OnnxTensor.createTensor(environment, strings(tensor), tensor.shape())
                : open(environment, tensor.datatype(), tensor.data(), tensor.shape());
    }

    static OnnxTensor open(
            OrtEnvironment environment, Datatype datatype, ByteBuffer data, long[] shape)
            throws OrtException {
        return OnnxTensor.createTensor(
                environment, data.slice().order(ByteOrder.nativeOrder()), shape, type(datatype));
    }

    /// {@return a copy of `value` in memory of our own}
    static Tensor copy(Port port, OnnxTensor value) throws OrtException {
        long[] shape = value.getInfo().getShape();
        if (port.datatype() == Datatype.BYTES) {
            List<String> texts = new ArrayList<>();
            flatten(value.getValue(), texts);
            return new Tensor(port.name(), port.datatype(), shape, bytes(texts));
        }
        return new Tensor(
                port.name(),
                port.datatype(),
                shape,
                value.getByteBuffer().order(ByteOrder.nativeOrder()));
    }

    private static OnnxJavaType type(Datatype datatype) {
        return switch (datatype) {
            case BOOL -> OnnxJavaType.BOOL;
            case UINT8 -> OnnxJavaType.UINT8;
            case INT8 -> OnnxJavaType.INT8;
            case INT16 -> OnnxJavaType.INT16;
            case INT32 -> OnnxJavaType.INT32;
            case INT64 -> OnnxJavaType.INT64;
            case FP16 -> OnnxJavaType.FLOAT16;
            case BF16 -> OnnxJavaType.BFLOAT16;
            case FP32 -> OnnxJavaType.FLOAT;
            case FP64 -> OnnxJavaType.DOUBLE;
            case UINT16, UINT32, UINT64, BYTES ->
                    throw new IllegalArgumentException("datatype has no buffer form: " + datatype);
        };
    }

    private static String[] strings(Tensor tensor) {
        ByteBuffer rest = tensor.data().duplicate().order(ByteOrder.LITTLE_ENDIAN);
        String[] texts = new String[Math.toIntExact(tensor.elements())];
        for (int i = 0; i < texts.length; i++) {
            byte[] text = new byte[rest.getInt()];
            rest.get(text);
            texts[i] = new String(text, StandardCharsets.UTF_8);
        }
        return texts;
    }

    private static void flatten(@Nullable Object value, List<String> texts) {
        switch (value) {
            case Object[] parts -> {
                for (Object part : parts) {
                    flatten(part, texts);
                }
            }
            case null -> texts.add("");
            case Object text -> texts.add(text.toString());
        }
    }

    private static ByteBuffer bytes(List<String> texts) {
        var all = new ByteArrayOutputStream();
        for (String text : texts) {
            byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
            all.writeBytes(
                    ByteBuffer.allocate(Integer.BYTES)
                            .order(ByteOrder.LITTLE_ENDIAN)
                            .putInt(utf8.length)
                            .array());
            all.writeBytes(utf8);
        }
        return ByteBuffer.wrap(all.toByteArray()).order(ByteOrder.nativeOrder());
    }
}
