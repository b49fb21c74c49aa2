package io.casemate.engine.golden;

import io.casemate.engine.tensors.Tensor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/// Writes `.npy` files, version 1.0, little-endian, row-major.
///
/// Source: NumPy enhancement proposal 1, "A Simple File Format for NumPy Arrays".
public final class NpyWriter {
    private static final int ALIGNMENT = 64;
    private static final int PREFIX = 10;

    private NpyWriter() {}

    public static void floats(Path file, float[] values, long... shape) throws IOException {
        ByteBuffer data = buffer(values.length * Float.BYTES);
        data.asFloatBuffer().put(values);
        write(file, bytes("<f4", data, shape));
    }

    public static void longs(Path file, long[] values, long... shape) throws IOException {
        ByteBuffer data = buffer(values.length * Long.BYTES);
        data.asLongBuffer().put(values);
        write(file, bytes("<i8", data, shape));
    }

    /// {@return the whole file of `tensor`}
    ///
    /// @throws IllegalArgumentException for elements that arrays do not hold
    static byte[] bytes(Tensor tensor) {
        String type =
                NpyFile.description(tensor.datatype())
                        .orElseThrow(() ->
                                new IllegalArgumentException(
                                        "datatype has no array form: " + tensor.datatype()));
        ByteBuffer from = tensor.data().duplicate().order(ByteOrder.nativeOrder());
        ByteBuffer data = buffer(from.remaining());
        switch (tensor.datatype().bytes()) {
            case 2 -> data.asShortBuffer().put(from.asShortBuffer());
            case 4 -> data.asIntBuffer().put(from.asIntBuffer());
            case 8 -> data.asLongBuffer().put(from.asLongBuffer());
            default -> data.put(from).flip();
        }
        return bytes(type, data, tensor.shape());
    }

    private static ByteBuffer buffer(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static void write(Path file, byte[] whole) throws IOException {
        Files.write(file, whole, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    }

    private static byte[] bytes(String type, ByteBuffer data, long... shape) {
        String sizes =
                LongStream.of(shape)
                        .mapToObj(size -> size + ",")
                        .collect(Collectors.joining(" ", "(", ")"));
        String header =
                "{'descr': '%s', 'fortran_order': False, 'shape': %s, }".formatted(type, sizes);
        int padded = Math.ceilDiv(PREFIX + header.length() + 1, ALIGNMENT) * ALIGNMENT - PREFIX;
        ByteBuffer whole = buffer(PREFIX + padded + data.remaining());
        whole.put((byte) 0x93).put("NUMPY".getBytes(StandardCharsets.US_ASCII));
        whole.put((byte) 1).put((byte) 0).putShort((short) padded);
        whole.put(header.getBytes(StandardCharsets.US_ASCII));
        while (whole.position() < PREFIX + padded - 1) {
            whole.put((byte) ' ');
        }
        whole.put((byte) '\n').put(data);
        return whole.array();
    }
}
