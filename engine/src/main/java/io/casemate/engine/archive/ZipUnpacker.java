package io.casemate.engine.archive;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import java.util.zip.ZipException;

/// Unpacks a ZIP archive by its central directory, which every local header has to agree with.
record ZipUnpacker(FileChannel channel, ZipDirectory directory, Destination destination) {
    private static final int LOCAL_SIGNATURE = 0x04034b50;
    private static final int LOCAL_SIZE = 30;
    private static final int STORED = 0;
    private static final int DEFLATED = 8;
    private static final long FULL = 0xffff_ffffL;
    private static final int MAX_UNCLAIMED = 64 << 10;
    private static final int DESCRIPTOR = 24;
    private static final int FILE_KIND = 0xf000;
    private static final int FOLDER = 0x4000;
    private static final int FILE = 0x8000;

    void run() throws IOException, InterruptedException {
        long unclaimed = 0;
        long at = 0;
        List<ZipEntryHead> byPlace =
                directory.entries().stream()
                        .sorted(Comparator.comparingLong(ZipEntryHead::at))
                        .toList();
        for (ZipEntryHead entry : byPlace) {
            if (entry.at() < at) {
                throw Archives.disagreeing(
                        "Entry '%s' overlaps another.".formatted(Names.printable(entry.name())));
            }
            unclaimed += entry.at() - at;
            at = unpack(entry);
        }
        unclaimed += directory.start() - at;
        long descriptors =
                directory.entries().stream().filter(ZipEntryHead::isDescribedLater).count();
        if (at > directory.start() || unclaimed > MAX_UNCLAIMED + DESCRIPTOR * descriptors) {
            throw Archives.disagreeing(
                    "%d bytes belong to no entry (limit %d).".formatted(unclaimed, MAX_UNCLAIMED));
        }
    }

    /// {@return where the entry's content ends}
    private long unpack(ZipEntryHead entry) throws IOException, InterruptedException {
        int number = destination.nextEntry();
        String name = Names.decode(entry.rawName(), number);
        long start = checkedStart(entry, name);
        checkKind(entry, name);
        var path = EntryPath.of(name, number);
        long end = start + entry.packing().packed();
        if (end < start || end > directory.start()) {
            throw Archives.disagreeing(
                    "Entry '%s' reaches into the directory.".formatted(Names.printable(name)));
        }
        if (path.isEmpty() || name.endsWith("/")) {
            if (entry.packing().size() != 0) {
                throw Archives.disagreeing(
                        "Folder '%s' has content.".formatted(Names.printable(name)));
            }
            if (path.isPresent()) {
                destination.makeFolder(path.get());
            }
            return end;
        }
        writeFile(entry, path.get(), start);
        return end;
    }

    private void checkKind(ZipEntryHead entry, String name) {
        String shown = Names.printable(name);
        int kind = entry.unixMode() & FILE_KIND;
        if (kind != 0 && kind != FILE && kind != FOLDER) {
            throw ArchiveProblem.LINK.refusal(
                    "The archive was not unpacked.",
                    "Entry '%s' is a link or device.".formatted(shown),
                    "Pack the files themselves.");
        }
        if (entry.isEncrypted()) {
            throw ArchiveProblem.UNSUPPORTED.refusal(
                    "The archive was not unpacked.",
                    "Entry '%s' is encrypted.".formatted(shown),
                    "Pack it again without a password.");
        }
        int method = entry.packing().method();
        if (method != STORED && method != DEFLATED) {
            throw ArchiveProblem.UNSUPPORTED.refusal(
                    "The archive was not unpacked.",
                    "Entry '%s' is packed by method %d; 0 and 8 are known."
                            .formatted(shown, method),
                    "Pack it again with the standard method (deflate).");
        }
        if (method == STORED && entry.packing().packed() != entry.packing().size()) {
            throw Archives.disagreeing("Stored entry '%s' has two sizes.".formatted(shown));
        }
    }

    /// {@return where the content starts}
    private long checkedStart(ZipEntryHead entry, String name) throws IOException {
        ByteBuffer local = ZipDirectory.bytes(channel, entry.at(), LOCAL_SIZE);
        if (local.getInt(0) != LOCAL_SIGNATURE) {
            throw Archives.damaged(
                    "Entry '%s' has no header of its own.".formatted(Names.printable(name)));
        }
        int nameLength = local.getShort(26) & 0xffff;
        int extraLength = local.getShort(28) & 0xffff;
        byte[] localName = new byte[nameLength];
        ZipDirectory.bytes(channel, entry.at() + LOCAL_SIZE, nameLength).get(localName);
        if (!Arrays.equals(localName, entry.rawName())) {
            throw Archives.disagreeing(
                    "Entry headers disagree (name '%s' / '%s')."
                            .formatted(
                                    Names.printable(name),
                                    Names.printable(
                                            new String(localName, StandardCharsets.UTF_8))));
        }
        checkAgreement(entry, local, name);
        return entry.at() + LOCAL_SIZE + nameLength + extraLength;
    }

    private static void checkAgreement(ZipEntryHead entry, ByteBuffer local, String name) {
        ZipEntryHead.Packing packing = entry.packing();
        boolean agree =
                (local.getShort(6) & 0xffff) == packing.flags()
                        && (local.getShort(8) & 0xffff) == packing.method()
                        && agrees(entry, local.getInt(14) & FULL, packing.crc())
                        && agrees(entry, local.getInt(18) & FULL, packing.packed())
                        && agrees(entry, local.getInt(22) & FULL, packing.size());
        if (!agree) {
            throw Archives.disagreeing(
                    "Entry headers disagree about flags, method, checksum or size of '%s'."
                            .formatted(Names.printable(name)));
        }
    }

    /// A local field may be full, with its value in a ZIP64 extra, or 0 where the value follows the
    /// content.
    private static boolean agrees(ZipEntryHead entry, long local, long central) {
        return local == central
                || local == FULL && central >= 0
                || entry.isDescribedLater() && local == 0;
    }

    private void writeFile(ZipEntryHead entry, EntryPath path, long start)
            throws IOException, InterruptedException {
        ZipEntryHead.Packing packing = entry.packing();
        long archiveBytes = channel.size();
        InputStream packed = new ChannelSlice(channel, start, packing.packed());
        var crc = new CRC32();
        var guard = new ZipGuard(entry, path, destination, crc);
        var inflater = new Inflater(true);
        try (InputStream in =
                packing.method() == STORED
                        ? packed
                        : new InflaterInputStream(packed, inflater, 64 << 10)) {
            destination.write(
                    path,
                    in,
                    (piece, length, bytes) -> {
                        guard.check(piece, length, bytes);
                        checkTotal(archiveBytes);
                    });
            long used = packing.method() == STORED ? packing.packed() : inflater.getBytesRead();
            if (used != packing.packed()) {
                throw Archives.disagreeing(
                        "Entry '%s' has %d bytes that are not part of its content."
                                .formatted(path, packing.packed() - used));
            }
        } catch (ZipException | EOFException e) {
            throw Archives.damaged(
                    "Entry '%s' does not unpack: %s.".formatted(path, e.getMessage()));
        } finally {
            inflater.end();
        }
        guard.finish();
    }

    private void checkTotal(long archiveBytes) {
        UnpackLimits.Ratios ratios = destination.limits().ratios();
        long written = destination.written();
        if (written > ratios.floor().count() && written / ratios.total() > archiveBytes) {
            throw ZipGuard.tooDense("The archive", ratios.total(), written);
        }
    }
}
