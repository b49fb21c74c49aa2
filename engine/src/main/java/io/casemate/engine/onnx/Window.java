package io.casemate.engine.onnx;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Bytes by their place, of which one piece at a time is held: memory does not grow with the file,
/// and what is passed over is never read. Confined to one thread.
final class Window {
    private static final int PIECE = 1 << 13;

    private final @Nullable FileChannel file;
    private final long size;
    private final byte[] held;
    private long from;
    private int count;

    private Window(@Nullable FileChannel file, long size, byte[] held) {
        this.file = file;
        this.size = size;
        this.held = held;
    }

    /// A file, which stays open as long as the window is used.
    static Window on(FileChannel file) throws IOException {
        return new Window(file, file.size(), new byte[PIECE]);
    }

    static Window on(byte[] bytes) {
        var window = new Window(null, bytes.length, bytes);
        window.count = bytes.length;
        return window;
    }

    long size() {
        return size;
    }

    /// @param position from 0 on, below [#size()]
    /// @throws UncheckedIOException when the file cannot be read, or has become shorter
    byte at(long position) {
        long index = position - from;
        if (index < 0 || index >= count) {
            from = position;
            count = read(position, held);
            index = 0;
        }
        return held[(int) index];
    }

    /// {@return a little-endian number of four bytes}
    int int32(long position) {
        return at(position) & 0xff
                | (at(position + 1) & 0xff) << 8
                | (at(position + 2) & 0xff) << 16
                | (at(position + 3) & 0xff) << 24;
    }

    byte[] copy(long position, int length) {
        long index = position - from;
        if (index >= 0 && index + length <= count) {
            return Arrays.copyOfRange(held, (int) index, (int) index + length);
        }
        var copied = new byte[length];
        if (read(position, copied) < length) {
            throw endedEarly(position);
        }
        return copied;
    }

    /// {@return how many bytes were there, at least one unless none was wanted}
    private int read(long position, byte[] target) {
        FileChannel channel = file;
        if (channel == null) {
            throw new IndexOutOfBoundsException("no place: " + position);
        }
        var buffer = ByteBuffer.wrap(target);
        try {
            while (buffer.hasRemaining()) {
                if (channel.read(buffer, position + buffer.position()) < 0) {
                    break;
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (buffer.position() == 0 && target.length > 0) {
            throw endedEarly(position);
        }
        return buffer.position();
    }

    private static UncheckedIOException endedEarly(long position) {
        return new UncheckedIOException(
                new IOException("the file ended early, near byte " + position));
    }
}
