package io.casemate.engine.foreign;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/// Makes models of other formats.
public final class ForeignFiles {

    private ForeignFiles() {}

    /// {@return a safetensors file with this header and `data` zero bytes}
    public static byte[] safetensors(String header, int data) {
        byte[] json = header.getBytes(StandardCharsets.UTF_8);
        return safetensors(json.length, json, data);
    }

    static byte[] safetensors(long claimed, byte[] json, int data) {
        return ByteBuffer.allocate(Long.BYTES + json.length + data)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(claimed)
                .put(json)
                .array();
    }

    /// {@return a GGUF file with one tensor of 64 elements in Q8_0}
    public static byte[] gguf() {
        return new Gguf(ByteOrder.LITTLE_ENDIAN)
                .start(1, 4)
                .text("general.architecture", "llama")
                .text("general.name", "Tiny")
                .key("tokenizer.ggml.tokens", 9)
                .int32(8)
                .int64(2)
                .text("<s>")
                .text("</s>")
                .key("llama.context_length", 4)
                .int32(2048)
                .tensor("token_embd.weight", 8, 32, 2)
                .data(68);
    }

    /// Writes a GGUF file, field by field.
    static final class Gguf {
        private final ByteArrayOutputStream out = new ByteArrayOutputStream();
        private final ByteOrder order;

        Gguf(ByteOrder order) {
            this.order = order;
        }

        Gguf start(long tensors, long entries) {
            out.writeBytes("GGUF".getBytes(StandardCharsets.US_ASCII));
            return int32(3).int64(tensors).int64(entries);
        }

        Gguf int32(int value) {
            out.writeBytes(ByteBuffer.allocate(Integer.BYTES).order(order).putInt(value).array());
            return this;
        }

        Gguf int64(long value) {
            out.writeBytes(ByteBuffer.allocate(Long.BYTES).order(order).putLong(value).array());
            return this;
        }

        Gguf text(String text) {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            int64(bytes.length);
            out.writeBytes(bytes);
            return this;
        }

        Gguf key(String key, int type) {
            return text(key).int32(type);
        }

        Gguf text(String key, String value) {
            return key(key, 8).text(value);
        }

        Gguf tensor(String name, int type, long... shape) {
            text(name).int32(shape.length);
            for (long extent : shape) {
                int64(extent);
            }
            return int32(type).int64(0);
        }

        /// {@return the file, with `bytes` of tensor data from the next multiple of 32 on}
        byte[] data(int bytes) {
            out.writeBytes(new byte[Math.ceilDiv(out.size(), 32) * 32 - out.size() + bytes]);
            return out.toByteArray();
        }
    }
}
