package io.casemate.engine.ledger;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/// Reads a log file from the start, trusting nothing in it.
final class LogScanner {

    private LogScanner() {}

    /// Told of each sound record.
    @FunctionalInterface
    interface Visitor {
        void visit(long start, byte[] payload) throws IOException;
    }

    static LogFile.Scan scan(FileChannel channel, Visitor visitor) throws IOException {
        long size = channel.size();
        long position = 0;
        long records = 0;
        ByteBuffer header = ByteBuffer.allocate(LogFile.HEADER);
        while (size - position >= LogFile.HEADER) {
            readFully(channel, header.clear(), position);
            int length = header.getInt(0);
            long next = position + LogFile.HEADER + length;
            if (length < 0 || length > LogFile.LONGEST) {
                String damage = "its length is %d bytes".formatted(length);
                return new LogFile.Scan(records, position, size - position, damage, false);
            }
            if (next > size) {
                return new LogFile.Scan(records, position, size - position, "it is cut off", true);
            }
            byte[] payload = new byte[length];
            readFully(channel, ByteBuffer.wrap(payload), position + LogFile.HEADER);
            if (LogFile.checksum(payload) != header.getInt(4)) {
                return new LogFile.Scan(
                        records,
                        position,
                        size - position,
                        "its checksum does not match its content",
                        next == size);
            }
            visitor.visit(position, payload);
            records++;
            position = next;
        }
        long rest = size - position;
        return new LogFile.Scan(records, position, rest, rest > 0 ? "it is cut off" : "", true);
    }

    static void readFully(FileChannel channel, ByteBuffer into, long position) throws IOException {
        int from = into.position();
        while (into.hasRemaining()) {
            if (channel.read(into, position + into.position() - from) < 0) {
                throw new EOFException("the ledger file ended early");
            }
        }
    }
}
