package io.casemate.engine.archive;

import io.casemate.engine.units.Bytes;
import java.util.zip.CRC32;

/// Keeps a ZIP entry to what its header says, and to the ratios.
final class ZipGuard implements Destination.Guard {
    private final ZipEntryHead entry;
    private final EntryPath path;
    private final Destination destination;
    private final CRC32 crc;
    private long bytes;

    ZipGuard(ZipEntryHead entry, EntryPath path, Destination destination, CRC32 crc) {
        this.entry = entry;
        this.path = path;
        this.destination = destination;
        this.crc = crc;
    }

    @Override
    public void check(byte[] piece, int length, long bytes) {
        crc.update(piece, 0, length);
        this.bytes = bytes;
        if (bytes > entry.packing().size()) {
            throw Archives.disagreeing(
                    "Entry '%s' unpacks to more than the %d bytes its header says."
                            .formatted(path, entry.packing().size()));
        }
        UnpackLimits.Ratios ratios = destination.limits().ratios();
        if (bytes > ratios.floor().count()
                && bytes / ratios.entry() > Math.max(1, entry.packing().packed())) {
            throw tooDense("Entry '%s'".formatted(path), ratios.entry(), bytes);
        }
    }

    static ArchiveRefusal tooDense(String subject, int ratio, long bytes) {
        return ArchiveProblem.TOO_LARGE.refusal(
                "The archive was not unpacked.",
                "%s unpacks to more than %d times its size (zip bomb?). Stopped at %s."
                        .formatted(subject, ratio, new Bytes(bytes)),
                "If it is meant to be so, bring the files without an archive.");
    }

    void finish() {
        if (bytes != entry.packing().size() || crc.getValue() != entry.packing().crc()) {
            throw Archives.damaged(
                    "Entry '%s' has %d bytes with checksum %08x; its header says %d and %08x."
                            .formatted(
                                    path,
                                    bytes,
                                    crc.getValue(),
                                    entry.packing().size(),
                                    entry.packing().crc()));
        }
    }
}
