package io.casemate.engine.archive;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/// What a gzip file holds (RFC 1952), kept to the total ratio. Members may follow each other; what
/// follows the last is not hidden there. Confined to one thread.
final class GzipStream extends InputStream {
    private static final int BUFFER = 64 << 10;
    private static final int MAX_TRAILING = 64 << 10;
    private static final int DEFLATE = 8;
    private static final int HAS_CHECKSUM = 2;
    private static final int HAS_EXTRA = 4;
    private static final int HAS_NAME = 8;
    private static final int HAS_COMMENT = 16;
    private static final int UNKNOWN_FLAGS = 0xe0;
    private static final int FIXED_REST = 6;
    private static final int MAX_TEXT = 64 << 10;

    private final InputStream file;
    private final UnpackLimits.Ratios ratios;
    private final Inflater inflater = new Inflater(true);
    private final CRC32 crc = new CRC32();
    private final byte[] packed = new byte[BUFFER];
    private long taken;
    private long before;
    private int filled;
    private boolean isAtEnd;

    GzipStream(InputStream file, UnpackLimits limits) throws IOException {
        this.file = new BufferedInputStream(file, BUFFER);
        ratios = limits.ratios();
        if (next() != 0x1f || next() != 0x8b) {
            throw Archives.damaged("It does not start as a gzip file does.");
        }
        readHeader();
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    /// Each round gives bytes, takes bytes from the file, ends a member, or fails.
    @Override
    public int read(byte[] piece, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        while (!isAtEnd) {
            int read = inflate(piece, offset, length);
            if (read > 0) {
                crc.update(piece, offset, read);
                checkRatio();
                return read;
            }
            if (inflater.finished()) {
                endMember();
            } else if (inflater.needsDictionary()) {
                throw Archives.damaged("It needs a dictionary that no gzip file has.");
            } else {
                fill();
            }
        }
        return -1;
    }

    private int inflate(byte[] piece, int offset, int length) {
        try {
            return inflater.inflate(piece, offset, length);
        } catch (DataFormatException e) {
            throw Archives.damaged("It does not unpack: %s.".formatted(e.getMessage()));
        }
    }

    private void checkRatio() {
        long bytes = before + inflater.getBytesWritten();
        if (bytes > ratios.floor().count()
                && bytes / ratios.total() > taken + inflater.getBytesRead()) {
            throw ZipGuard.tooDense("The archive", ratios.total(), bytes);
        }
    }

    /// The buffer stays marked at its start, so that what the inflater leaves over is read again.
    private void fill() throws IOException {
        file.mark(BUFFER);
        int read = file.read(packed, 0, BUFFER);
        if (read <= 0) {
            throw cutOff();
        }
        inflater.setInput(packed, 0, read);
        filled = read;
    }

    private void endMember() throws IOException {
        file.reset();
        file.skipNBytes(filled - inflater.getRemaining());
        long checksum = little(4);
        long size = little(4);
        if (checksum != crc.getValue() || size != (inflater.getBytesWritten() & 0xffff_ffffL)) {
            throw Archives.damaged(
                    "Its content has the checksum %08x; its end says %08x."
                            .formatted(crc.getValue(), checksum));
        }
        taken += inflater.getBytesRead();
        before += inflater.getBytesWritten();
        inflater.reset();
        crc.reset();
        file.mark(2);
        if (file.read() == 0x1f && file.read() == 0x8b) {
            readHeader();
        } else {
            file.reset();
            checkTrailing();
            isAtEnd = true;
        }
    }

    private void checkTrailing() throws IOException {
        if (file.readNBytes(MAX_TRAILING + 1).length > MAX_TRAILING) {
            throw Archives.disagreeing(
                    "More than %d bytes follow its end.".formatted(MAX_TRAILING));
        }
    }

    private void readHeader() throws IOException {
        int method = next();
        int flags = next();
        if (method != DEFLATE || (flags & UNKNOWN_FLAGS) != 0) {
            throw Archives.damaged(
                    "It is packed by method %d with flags %d.".formatted(method, flags));
        }
        little(FIXED_REST);
        if ((flags & HAS_EXTRA) != 0) {
            int length = (int) little(2);
            if (file.readNBytes(length).length < length) {
                throw cutOff();
            }
        }
        if ((flags & HAS_NAME) != 0) {
            skipText();
        }
        if ((flags & HAS_COMMENT) != 0) {
            skipText();
        }
        if ((flags & HAS_CHECKSUM) != 0) {
            little(2);
        }
    }

    private void skipText() throws IOException {
        for (int i = 0; i < MAX_TEXT; i++) {
            if (next() == 0) {
                return;
            }
        }
        throw Archives.damaged("Its header has a text of more than %d bytes.".formatted(MAX_TEXT));
    }

    private long little(int bytes) throws IOException {
        long value = 0;
        for (int i = 0; i < bytes; i++) {
            value |= (long) next() << Byte.SIZE * i;
        }
        return value;
    }

    private int next() throws IOException {
        int value = file.read();
        if (value < 0) {
            throw cutOff();
        }
        return value;
    }

    private static ArchiveRefusal cutOff() {
        return Archives.damaged("It is cut off: the end of its packed content is missing.");
    }

    @Override
    public void close() throws IOException {
        inflater.end();
        file.close();
    }
}
