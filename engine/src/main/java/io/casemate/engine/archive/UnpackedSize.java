package io.casemate.engine.archive;

import io.casemate.engine.units.Bytes;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// How much room an archive will take, by what it says of itself.
public final class UnpackedSize {
    private static final int GZIP_SIZE = Integer.BYTES;
    private static final long UNSIGNED = 0xffff_ffffL;

    private UnpackedSize() {}

    /// {@return bytes that unpacking may write before it ends or is stopped by `limits`; a gzip
    /// file of more than 4 GiB may need more, since it tells its size modulo that}
    public static Bytes of(Path archive, UnpackLimits limits) throws IOException {
        long packed = Files.size(archive);
        long most =
                Math.max(
                        limits.ratios().floor().count(),
                        Math.min(limits.bytes().count(), packed * limits.ratios().total()));
        return new Bytes(Math.min(most, declared(archive, packed)));
    }

    private static long declared(Path archive, long packed) throws IOException {
        byte[] head;
        try (InputStream in = Files.newInputStream(archive)) {
            head = in.readNBytes(ArchiveFormat.HEAD);
        }
        Optional<ArchiveFormat> format = ArchiveFormat.of(head);
        if (format.isEmpty()) {
            return packed;
        }
        return switch (format.get()) {
            case ZIP -> inDirectory(archive);
            case GZIP -> Math.max(packed, inTrailer(archive));
            case TAR, SEVEN_ZIP, RAR, XZ, BZIP2, ZSTD, CABINET -> packed;
        };
    }

    /// A directory that cannot be read takes no room: unpacking refuses it.
    private static long inDirectory(Path archive) throws IOException {
        try (FileChannel channel = FileChannel.open(archive)) {
            long size = 0;
            for (ZipEntryHead entry : ZipDirectory.read(channel).entries()) {
                long more = entry.packing().size();
                size = more > Long.MAX_VALUE - size ? Long.MAX_VALUE : size + more;
            }
            return size;
        } catch (ArchiveRefusal _) {
            return 0;
        }
    }

    /// The last field of a member, ISIZE (RFC 1952, 2.3.1).
    private static long inTrailer(Path archive) throws IOException {
        try (FileChannel channel = FileChannel.open(archive)) {
            ByteBuffer trailer = ByteBuffer.allocate(GZIP_SIZE).order(ByteOrder.LITTLE_ENDIAN);
            int read = channel.read(trailer, Math.max(0, channel.size() - GZIP_SIZE));
            return read < GZIP_SIZE ? 0 : trailer.getInt(0) & UNSIGNED;
        }
    }
}
