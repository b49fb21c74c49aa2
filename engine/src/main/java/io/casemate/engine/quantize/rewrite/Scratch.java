package io.casemate.engine.quantize.rewrite;

import io.casemate.engine.onnx.Source;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// A file for the constants that were made, so that they are not in the heap until the model is
/// written. Gone when it is closed.
final class Scratch implements AutoCloseable {
    private static final String FILE = "constants.tmp";

    /// Shorter ones are not worth opening a file for.
    private static final int WORTH_MOVING = 4096;

    private final Path file;
    private final FileChannel channel;

    private Scratch(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    static Scratch open(Path folder) throws IOException {
        Path file = folder.resolve(FILE);
        return new Scratch(
                file,
                FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE));
    }

    /// {@return where `bytes` are from now on}
    Source keep(byte[] bytes) throws IOException {
        if (bytes.length < WORTH_MOVING) {
            return new Source.InMemory(bytes);
        }
        long offset = channel.position();
        ByteBuffer left = ByteBuffer.wrap(bytes);
        while (left.hasRemaining()) {
            channel.write(left);
        }
        return new Source.InFile(file, offset, bytes.length);
    }

    @Override
    public void close() throws IOException {
        try (channel) {
            Files.deleteIfExists(file);
        }
    }
}
