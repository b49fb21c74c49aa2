package io.casemate.engine.archive;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;

/// Writes tar archives of plain files (POSIX ustar; a pax record where a name or size does not
/// fit). The same files and time yield the same bytes: owner 0, mode 644, in the order given.
public final class TarWriter {
    private static final long LARGEST = 1L << 33; // eleven octal digits
    private static final int LONGEST_NAME = 100;
    private static final int CHECKSUM_AT = 148;

    private final OutputStream out;
    private final long seconds;

    private TarWriter(OutputStream out, Instant time) {
        this.out = out;
        seconds = Math.max(0, time.getEpochSecond());
    }

    /// @param time when all files were changed last
    public static void write(List<PackedFile> files, Instant time, OutputStream out)
            throws IOException, InterruptedException {
        var writer = new TarWriter(out, time);
        for (PackedFile file : files) {
            writer.write(file);
        }
        out.write(new byte[2 * TarHeader.BLOCK]);
    }

    /// {@return the length of an archive of `files` in bytes}
    public static long size(List<PackedFile> files) {
        long size = 2 * TarHeader.BLOCK;
        for (PackedFile file : files) {
            byte[] records = records(file);
            size += records.length == 0 ? 0 : TarHeader.BLOCK + padded(records.length);
            size += TarHeader.BLOCK + padded(file.size());
        }
        return size;
    }

    private void write(PackedFile file) throws IOException, InterruptedException {
        byte[] records = records(file);
        if (records.length > 0) {
            out.write(header("pax", records.length, 'x'));
            out.write(records);
            pad(records.length);
        }
        out.write(header(file.path(), file.size(), '0'));
        file.writeTo(out);
        pad(file.size());
    }

    /// {@return what does not fit into a header; nothing for most files}
    private static byte[] records(PackedFile file) {
        byte[] name = file.path().getBytes(StandardCharsets.UTF_8);
        String records = "";
        if (name.length > LONGEST_NAME || name.length != file.path().length()) {
            records += record("path", file.path());
        }
        if (file.size() >= LARGEST) {
            records += record("size", Long.toString(file.size()));
        }
        return records.getBytes(StandardCharsets.UTF_8);
    }

    /// The length counts itself (POSIX pax, "pax Extended Header").
    private static String record(String key, String value) {
        int rest = (" " + key + "=" + value + "\n").getBytes(StandardCharsets.UTF_8).length;
        int length = rest + 1;
        while (length != rest + Integer.toString(length).length()) {
            length = rest + Integer.toString(length).length();
        }
        return length + " " + key + "=" + value + "\n";
    }

    private byte[] header(String name, long size, char type) {
        byte[] block = new byte[TarHeader.BLOCK];
        byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
        System.arraycopy(bytes, 0, block, 0, Math.min(bytes.length, LONGEST_NAME));
        put(block, 100, "0000644\0" + "0000000\0" + "0000000\0");
        put(block, 124, "%011o\0%011o\0".formatted(size < LARGEST ? size : 0, seconds));
        put(block, CHECKSUM_AT, "        ");
        block[156] = (byte) type;
        put(block, 257, "ustar\00000");
        put(block, 329, "0000000\0" + "0000000\0");
        int sum = 0;
        for (byte value : block) {
            sum += value & 0xff;
        }
        put(block, CHECKSUM_AT, "%06o\0 ".formatted(sum));
        return block;
    }

    private static void put(byte[] block, int at, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(bytes, 0, block, at, bytes.length);
    }

    private void pad(long size) throws IOException {
        out.write(new byte[(int) (padded(size) - size)]);
    }

    private static long padded(long size) {
        return Math.ceilDiv(size, TarHeader.BLOCK) * TarHeader.BLOCK;
    }
}
