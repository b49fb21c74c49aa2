package io.casemate.engine.airlock;

import io.casemate.engine.onnx.Source;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;

/// Reads parts of sources in pieces, so that memory does not grow with the model. Files stay open
/// until it is closed.
final class SourceBytes implements AutoCloseable {
    /// Bytes read at once.
    static final int PIECE = 1 << 18;

    private final Map<Path, FileChannel> channels = new HashMap<>();
    private final byte[] piece = new byte[PIECE];

    /// Reads from `position` of `source` into `target`. {@return how many bytes were there}
    int read(Source source, long position, byte[] target) throws IOException {
        int wanted = (int) Math.clamp(source.length() - position, 0L, target.length);
        switch (source) {
            case Source.InMemory(byte[] bytes) ->
                    System.arraycopy(bytes, (int) position, target, 0, wanted);
            case Source.InFile(Path file, long offset, long _) -> {
                var buffer = ByteBuffer.wrap(target, 0, wanted);
                FileChannel channel = channel(file);
                while (buffer.hasRemaining()) {
                    long at = offset + position + buffer.position();
                    if (channel.read(buffer, at) < 0) {
                        throw new IOException(file + " ended early, at byte " + at);
                    }
                }
            }
        }
        return wanted;
    }

    private FileChannel channel(Path file) throws IOException {
        FileChannel open = channels.get(file);
        if (open == null) {
            open = FileChannel.open(file, StandardOpenOption.READ);
            channels.put(file, open);
        }
        return open;
    }

    /// {@return how many numbers of variable length `source` holds; -1 if the last is cut off}
    long countVarints(Source source) throws IOException {
        long count = 0;
        byte last = 0;
        for (long position = 0; position < source.length(); position += PIECE) {
            int length = read(source, position, piece);
            for (int i = 0; i < length; i++) {
                count += (~piece[i] & 0x80) >> 7; // the last byte of a number has the top bit clear
            }
            last = piece[length - 1];
        }
        return last < 0 ? -1 : count;
    }

    @Override
    public void close() throws IOException {
        for (FileChannel channel : channels.values()) {
            channel.close();
        }
    }
}
