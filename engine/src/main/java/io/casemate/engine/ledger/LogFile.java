package io.casemate.engine.ledger;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// A file that is only ever written at its end.
interface LogFile extends AutoCloseable {

    long size() throws IOException;

    /// Writes all of `bytes` from `position` on.
    void write(ByteBuffer bytes, long position) throws IOException;

    /// Returns when everything written is on disk.
    void force() throws IOException;

    void truncate(long size) throws IOException;

    @Override
    void close() throws IOException;

    /// Opens a log file, which is created if it does not exist.
    @FunctionalInterface
    interface Opener {
        LogFile open(Path file) throws IOException;
    }

    static LogFile open(Path file) throws IOException {
        FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        Folders.sync(file.toAbsolutePath().getParent());
        return new OnDisk(channel);
    }

    record OnDisk(FileChannel channel) implements LogFile {

        @Override
        public long size() throws IOException {
            return channel.size();
        }

        @Override
        public void write(ByteBuffer bytes, long position) throws IOException {
            long at = position;
            while (bytes.hasRemaining()) {
                at += channel.write(bytes, at);
            }
        }

        @Override
        public void force() throws IOException {
            channel.force(false);
        }

        @Override
        public void truncate(long size) throws IOException {
            channel.truncate(size);
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }
}
