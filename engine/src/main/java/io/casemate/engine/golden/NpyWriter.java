package io.casemate.engine.golden;

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
        write(file, "<f4", data, shape);
    }

    public static void longs(Path file, long[] values, long... shape) throws IOException {
        ByteBuffer data = buffer(values.length * Long.BYTES);
        data.asLongBuffer().put(values);
        write(file, "<i8", data, shape);
    }

    private static ByteBuffer buffer(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static void write(Path file, String type, ByteBuffer data, long... shape)
            throws IOException {
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
        Files.write(file, whole.array(), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    }
}
