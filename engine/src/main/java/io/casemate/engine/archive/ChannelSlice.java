package io.casemate.engine.archive;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/// A part of a file as a stream.
final class ChannelSlice extends InputStream {
    private final FileChannel channel;
    private final long end;
    private long at;

    ChannelSlice(FileChannel channel, long start, long length) {
        this.channel = channel;
        at = start;
        end = start + length;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (at >= end) {
            return -1;
        }
        int wanted = (int) Math.min(length, end - at);
        int read = channel.read(ByteBuffer.wrap(bytes, offset, wanted), at);
        if (read < 0) {
            throw new EOFException("the file became shorter");
        }
        at += read;
        return read;
    }
}
