package io.casemate.engine.ledger;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.CRC32C;

/// Reads the records of a log one after another: length (4 bytes, big-endian), CRC32C of the leaf
/// (4 bytes), leaf.
///
/// Tells a torn record, of which the writer wrote only the beginning, from a damaged one. It is
/// torn if the file ends within it; unless its checksum fits an earlier end, for then the length is
/// what was damaged.
final class LogScanner implements AutoCloseable {
    static final int HEADER = 8;
    private static final int BUFFER = 1 << 16;

    private final DataInputStream in;
    private final long size;
    private long position;

    LogScanner(Path file, long from) throws IOException {
        size = Files.size(file);
        position = from;
        InputStream bytes = Files.newInputStream(file);
        bytes.skipNBytes(from);
        in = new DataInputStream(new BufferedInputStream(bytes, BUFFER));
    }

    /// One step through the log.
    sealed interface Step {
        record Record(long offset, byte[] leaf) implements Step {}

        record Torn(long offset, long bytes) implements Step {}

        record Damaged(long offset, String why) implements Step {}

        record End() implements Step {}
    }

    Step next() throws IOException {
        long left = size - position;
        if (left == 0) {
            return new Step.End();
        }
        if (left < HEADER) {
            return new Step.Torn(position, left);
        }
        int length = in.readInt();
        int checksum = in.readInt();
        if (length <= 0 || length > Leaf.MAX_BYTES) {
            return oddLength(length, checksum, left);
        }
        if (length > left - HEADER) {
            return cutOff(checksum, left);
        }
        byte[] leaf = in.readNBytes(length);
        if (checksumOf(leaf) != checksum) {
            return new Step.Damaged(position, "Its checksum does not fit its content.");
        }
        Step.Record found = new Step.Record(position, leaf);
        position += HEADER + length;
        return found;
    }

    static ByteBuffer recordOf(byte[] leaf) {
        return ByteBuffer.allocate(HEADER + leaf.length)
                .putInt(leaf.length)
                .putInt(checksumOf(leaf))
                .put(leaf)
                .flip();
    }

    @Override
    public void close() throws IOException {
        in.close();
    }

    /// A file system may have made the file longer without getting to its content: zeros.
    private Step oddLength(int length, int checksum, long left) throws IOException {
        if (length == 0 && checksum == 0 && isAllZero(in.readAllBytes())) {
            return new Step.Torn(position, left);
        }
        String why = "Its length of %d bytes is not between 1 and %d.";
        return new Step.Damaged(position, why.formatted(length, Leaf.MAX_BYTES));
    }

    private Step cutOff(int checksum, long left) throws IOException {
        CRC32C running = new CRC32C();
        for (byte b : in.readNBytes((int) left - HEADER)) {
            running.update(b);
            if (b == '}' && (int) running.getValue() == checksum) {
                return new Step.Damaged(position, "Its length does not fit its content.");
            }
        }
        return new Step.Torn(position, left);
    }

    private static boolean isAllZero(byte[] bytes) {
        for (byte b : bytes) {
            if (b != 0) {
                return false;
            }
        }
        return true;
    }

    private static int checksumOf(byte[] leaf) {
        CRC32C checksum = new CRC32C();
        checksum.update(leaf);
        return (int) checksum.getValue();
    }
}
