package io.casemate.engine.archive;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// The central directory of a ZIP archive, ZIP64 included (APPNOTE 4.3.12 to 4.3.16).
///
/// @param start where it starts, and the entries end
record ZipDirectory(List<ZipEntryHead> entries, long start) {
    private static final int END_SIGNATURE = 0x06054b50;
    private static final int END_SIZE = 22;
    private static final int MAX_COMMENT = 65_535;
    private static final int LOCATOR_SIGNATURE = 0x07064b50;
    private static final int LOCATOR_SIZE = 20;
    private static final int END64_SIGNATURE = 0x06064b50;
    private static final int END64_SIZE = 56;
    private static final int HEAD_SIGNATURE = 0x02014b50;
    private static final int HEAD_SIZE = 46;
    private static final int ZIP64_EXTRA = 1;
    private static final int UNICODE_PATH_EXTRA = 0x7075;
    private static final long FULL = 0xffff_ffffL;
    private static final int MAX_READ = 64_000;

    /// Where the directory lies.
    private record Span(long start, long size, long count) {}

    static ZipDirectory read(FileChannel channel) throws IOException {
        long end = findEnd(channel);
        Span span = span(channel, end);
        if (span.count() > MAX_READ) {
            throw ArchiveProblem.TOO_MANY.refusal(
                    "The archive was not unpacked.",
                    "It has %d entries (limit %d)."
                            .formatted(span.count(), UnpackLimits.STANDARD.entries()),
                    "Pack only the model, its data files and its golden set.");
        }
        List<ZipEntryHead> entries = new ArrayList<>();
        long at = span.start();
        for (long i = 0; i < span.count(); i++) {
            at += readHead(channel, at, entries);
        }
        if (at != span.start() + span.size()) {
            throw Archives.disagreeing("The directory's length is not what its end says.");
        }
        return new ZipDirectory(List.copyOf(entries), span.start());
    }

    static ByteBuffer bytes(FileChannel channel, long at, int count) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(count).order(ByteOrder.LITTLE_ENDIAN);
        if (at < 0 || at > channel.size() - count) {
            throw Archives.damaged(
                    "It is cut off: %d bytes are wanted at byte %d of %d."
                            .formatted(count, at, channel.size()));
        }
        while (buffer.hasRemaining()) {
            if (channel.read(buffer, at + buffer.position()) < 0) {
                throw Archives.damaged("It became shorter while it was read.");
            }
        }
        return buffer.flip();
    }

    private static long findEnd(FileChannel channel) throws IOException {
        int tail = (int) Math.min(channel.size(), END_SIZE + MAX_COMMENT);
        long from = channel.size() - tail;
        ByteBuffer bytes = bytes(channel, from, tail);
        for (int i = tail - END_SIZE; i >= 0; i--) {
            if (bytes.getInt(i) == END_SIGNATURE) {
                return from + i;
            }
        }
        throw Archives.damaged(
                "Its end is missing, or more than 64 KiB follow it: %d bytes were looked at."
                        .formatted(tail));
    }

    private static Span span(FileChannel channel, long end) throws IOException {
        ByteBuffer bytes = bytes(channel, end, END_SIZE);
        int disks = bytes.getShort(4) | bytes.getShort(6);
        int here = bytes.getShort(8) & 0xffff;
        int count = bytes.getShort(10) & 0xffff;
        long size = bytes.getInt(12) & FULL;
        long start = bytes.getInt(16) & FULL;
        boolean isLarge = count == 0xffff || size == FULL || start == FULL;
        if (isLarge && end >= LOCATOR_SIZE) {
            ByteBuffer locator = bytes(channel, end - LOCATOR_SIZE, LOCATOR_SIZE);
            if (locator.getInt(0) == LOCATOR_SIGNATURE) {
                return span64(channel, locator.getLong(8), end - LOCATOR_SIZE);
            }
        }
        if (disks != 0 || here != count) {
            throw ArchiveProblem.UNSUPPORTED.refusal(
                    "The archive was not unpacked.",
                    "It is one part of several.",
                    "Pack it as one file.");
        }
        return checked(new Span(start, size, count), end);
    }

    private static Span span64(FileChannel channel, long at, long before) throws IOException {
        ByteBuffer bytes = bytes(channel, at, END64_SIZE);
        if (bytes.getInt(0) != END64_SIGNATURE || at + END64_SIZE > before) {
            throw Archives.damaged("Its ZIP64 end is not where it should be.");
        }
        if (bytes.getLong(24) != bytes.getLong(32) || bytes.getLong(32) < 0) {
            throw Archives.disagreeing("Its ZIP64 end counts the entries in two ways.");
        }
        return checked(new Span(bytes.getLong(48), bytes.getLong(40), bytes.getLong(32)), at);
    }

    private static Span checked(Span span, long end) {
        if (span.start() < 0
                || span.size() < 0
                || span.start() > end
                || span.size() != end - span.start()) {
            throw Archives.disagreeing(
                    "The directory should have %d bytes from byte %d, but ends at byte %d."
                            .formatted(span.size(), span.start(), end));
        }
        return span;
    }

    /// {@return the length of the head}
    private static int readHead(FileChannel channel, long at, List<ZipEntryHead> entries)
            throws IOException {
        ByteBuffer head = bytes(channel, at, HEAD_SIZE);
        if (head.getInt(0) != HEAD_SIGNATURE) {
            throw Archives.damaged(
                    "Entry %d of its directory is no entry.".formatted(entries.size() + 1));
        }
        int nameLength = head.getShort(28) & 0xffff;
        int extraLength = head.getShort(30) & 0xffff;
        int commentLength = head.getShort(32) & 0xffff;
        ByteBuffer rest = bytes(channel, at + HEAD_SIZE, nameLength + extraLength);
        byte[] name = new byte[nameLength];
        rest.get(name);
        long[] sizes = {head.getInt(24) & FULL, head.getInt(20) & FULL, head.getInt(42) & FULL};
        readExtras(rest.slice().order(ByteOrder.LITTLE_ENDIAN), name, sizes);
        var packing =
                new ZipEntryHead.Packing(
                        head.getShort(8) & 0xffff,
                        head.getShort(10) & 0xffff,
                        head.getInt(16) & FULL,
                        sizes[1],
                        sizes[0]);
        entries.add(new ZipEntryHead(name, packing, sizes[2], head.getInt(38) >>> 16));
        return HEAD_SIZE + nameLength + extraLength + commentLength;
    }

    /// Fields that are too small for their value are full, and the value stands in the ZIP64 extra,
    /// in this order: size, packed size, offset (APPNOTE 4.5.3).
    private static void readExtras(ByteBuffer extras, byte[] name, long[] sizes) {
        while (extras.remaining() >= 4) {
            int id = extras.getShort() & 0xffff;
            int length = extras.getShort() & 0xffff;
            if (length > extras.remaining()) {
                throw Archives.damaged("An extra field is longer than its place.");
            }
            ByteBuffer extra =
                    extras.slice(extras.position(), length).order(ByteOrder.LITTLE_ENDIAN);
            extras.position(extras.position() + length);
            if (id == ZIP64_EXTRA) {
                readZip64(extra, sizes);
            } else if (id == UNICODE_PATH_EXTRA && length > 5) {
                checkUnicodePath(extra, name);
            }
        }
    }

    private static void readZip64(ByteBuffer extra, long[] sizes) {
        for (int i = 0; i < sizes.length; i++) {
            if (sizes[i] == FULL && extra.remaining() >= Long.BYTES) {
                sizes[i] = extra.getLong();
                if (sizes[i] < 0) {
                    throw Archives.damaged("A ZIP64 size is negative.");
                }
            }
        }
    }

    private static void checkUnicodePath(ByteBuffer extra, byte[] name) {
        byte[] other = new byte[extra.remaining() - 5];
        extra.get(5, other);
        if (!Arrays.equals(other, name)) {
            throw Archives.disagreeing("An entry has two different names.");
        }
    }
}
