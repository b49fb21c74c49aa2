package io.casemate.engine.foreign;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;

/// Reads a header from its start on, and knows how much of the file is left. Confined to one
/// thread.
final class HeaderBytes {
    private static final int BUFFER = 64 << 10;

    private final FileChannel channel;
    private final long size;
    private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER).limit(0);
    private long next;

    HeaderBytes(FileChannel channel, ByteOrder order) throws IOException {
        this.channel = channel;
        size = channel.size();
        buffer.order(order);
    }

    long position() {
        return next - buffer.remaining();
    }

    long left() {
        return size - position();
    }

    int int32() throws IOException {
        need(Integer.BYTES, "a number");
        return buffer.getInt();
    }

    long int64() throws IOException {
        need(Long.BYTES, "a number");
        return buffer.getLong();
    }

    /// A number of things that take at least `least` bytes each.
    ///
    /// @param what they are, for people
    int count(String what, int least, int most) throws IOException {
        long count = int64();
        if (count < 0 || count > left() / least) {
            throw new LyingHeader(
                    "It says %s %s, but only %,d bytes are left."
                            .formatted(Long.toUnsignedString(count), what, left()));
        }
        if (count > most) {
            throw new LyingHeader("It has %,d %s (limit %,d).".formatted(count, what, most));
        }
        return (int) count;
    }

    /// Text of at most `most` bytes.
    String text(String what, int most) throws IOException {
        int length = (int) lengthOf(what, most);
        byte[] bytes = new byte[length];
        for (int at = 0; at < length; ) {
            need(1, what);
            int part = Math.min(length - at, buffer.remaining());
            buffer.get(bytes, at, part);
            at += part;
        }
        return new String(bytes, StandardCharsets.UTF_8);
    }

    void skipText(String what) throws IOException {
        skip(lengthOf(what, Long.MAX_VALUE), what);
    }

    private long lengthOf(String what, long most) throws IOException {
        long length = int64();
        if (length < 0 || length > left()) {
            throw new LyingHeader(
                    "The length of %s is %s bytes, but only %,d are left."
                            .formatted(what, Long.toUnsignedString(length), left()));
        }
        if (length > most) {
            throw new LyingHeader("%s has %,d bytes (limit %,d).".formatted(what, length, most));
        }
        return length;
    }

    void skip(long bytes, String what) throws IOException {
        if (bytes > left()) {
            throw cutOff(bytes, what);
        }
        if (bytes <= buffer.remaining()) {
            buffer.position(buffer.position() + (int) bytes);
            return;
        }
        next = position() + bytes;
        buffer.limit(0);
    }

    private void need(int bytes, String what) throws IOException {
        if (bytes > left()) {
            throw cutOff(bytes, what);
        }
        if (buffer.remaining() >= bytes) {
            return;
        }
        buffer.compact();
        while (buffer.position() < bytes) {
            int read = channel.read(buffer, next);
            if (read < 0) {
                throw new IOException("the file became shorter while it was read");
            }
            next += read;
        }
        buffer.flip();
    }

    private LyingHeader cutOff(long bytes, String what) {
        return new LyingHeader(
                "It is cut off: %s needs %,d bytes, and %,d are left."
                        .formatted(what, bytes, left()));
    }
}
