package io.casemate.engine.ledger;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32C;

/// The file of the ledger: records of length (4 bytes, big-endian), CRC32C of the payload (4 bytes)
/// and payload, one after the other. Written by one thread; read by any.
final class LogFile implements AutoCloseable {
    static final int HEADER = 8;

    /// Longer than any entry may be; a larger length is damage.
    static final int LONGEST = 16 << 20;

    private final FileChannel channel;
    private volatile Offsets offsets = new Offsets(new long[1024], 0);
    private long end;

    /// Where each record starts. Grows by copying, so that readers never wait.
    private record Offsets(long[] starts, int count) {
        Offsets with(long start) {
            long[] grown = count == starts.length ? Arrays.copyOf(starts, count * 2) : starts;
            grown[count] = start;
            return new Offsets(grown, count + 1);
        }
    }

    LogFile(Path file) throws IOException {
        channel =
                FileChannel.open(
                        file,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.READ,
                        StandardOpenOption.WRITE);
    }

    /// Goes through the records from the start and tells `visitor` of each.
    ///
    /// @return what ended it
    Scan scan(RecordVisitor visitor) throws IOException {
        Scan scan =
                LogScanner.scan(
                        channel,
                        (start, payload) -> {
                            visitor.visit(payload);
                            offsets = offsets.with(start);
                        });
        end = scan.end();
        return scan;
    }

    /// Told of each sound record, in order.
    @FunctionalInterface
    interface RecordVisitor {
        void visit(byte[] payload) throws IOException;
    }

    /// How a scan ended.
    ///
    /// @param records sound ones, from the start
    /// @param end where the last of them ends
    /// @param rest bytes after that
    /// @param damage what is wrong with the rest; empty text when there is none
    /// @param isTail whether the rest can be a record that was never finished
    record Scan(long records, long end, long rest, String damage, boolean isTail) {}

    /// Adds records and forces them to disk; on failure the file is what it was.
    void append(List<byte[]> payloads) throws IOException {
        int bytes = payloads.stream().mapToInt(payload -> HEADER + payload.length).sum();
        ByteBuffer buffer = ByteBuffer.allocate(bytes);
        for (byte[] payload : payloads) {
            buffer.putInt(payload.length).putInt(checksum(payload)).put(payload);
        }
        buffer.flip();
        try {
            long position = end;
            while (buffer.hasRemaining()) {
                position += channel.write(buffer, position);
            }
            channel.force(false);
        } catch (IOException e) {
            takeBack(e);
            throw e;
        }
        for (byte[] payload : payloads) {
            offsets = offsets.with(end);
            end += HEADER + payload.length;
        }
    }

    private void takeBack(IOException failure) {
        try {
            channel.truncate(end);
        } catch (IOException e) {
            failure.addSuppressed(e); // the next scan finds the unfinished record
        }
    }

    static int checksum(byte[] payload) {
        var crc = new CRC32C();
        crc.update(payload);
        return (int) crc.getValue();
    }

    /// Cuts off what follows the last sound record and {@return it}
    byte[] cutTail() throws IOException {
        byte[] tail = new byte[Math.toIntExact(channel.size() - end)];
        LogScanner.readFully(channel, ByteBuffer.wrap(tail), end);
        channel.truncate(end);
        channel.force(true);
        return tail;
    }

    int records() {
        return offsets.count();
    }

    byte[] read(int record) throws IOException {
        long start = offsets.starts()[record];
        ByteBuffer header = ByteBuffer.allocate(HEADER);
        LogScanner.readFully(channel, header, start);
        byte[] payload = new byte[header.getInt(0)];
        LogScanner.readFully(channel, ByteBuffer.wrap(payload), start + HEADER);
        return payload;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
