package io.casemate.engine.archive;

import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/// What a gzip file holds, kept to the total ratio.
final class GzipStream extends InputStream {
    private static final int BUFFER = 64 << 10;

    private final Counting packed;
    private final InputStream in;
    private final UnpackLimits.Ratios ratios;
    private long bytes;

    GzipStream(InputStream file, UnpackLimits limits) throws IOException {
        packed = new Counting(file);
        ratios = limits.ratios();
        try {
            in = new GZIPInputStream(packed, BUFFER);
        } catch (ZipException | EOFException e) {
            throw Archives.damaged("It is no sound gzip file: %s.".formatted(e.getMessage()));
        }
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] piece, int offset, int length) throws IOException {
        int read;
        try {
            read = in.read(piece, offset, length);
        } catch (ZipException | EOFException e) {
            throw Archives.damaged("It does not unpack: %s.".formatted(e.getMessage()));
        }
        bytes += Math.max(0, read);
        if (bytes > ratios.floor().count() && bytes / ratios.total() > packed.count) {
            throw ZipGuard.tooDense("The archive", ratios.total(), bytes);
        }
        return read;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }

    /// Counts what is taken out of the file.
    private static final class Counting extends FilterInputStream {
        private long count;

        private Counting(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            int read = super.read();
            count += read < 0 ? 0 : 1;
            return read;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            int read = super.read(bytes, offset, length);
            count += Math.max(0, read);
            return read;
        }
    }
}
