package io.casemate.engine.archive;

import io.casemate.engine.units.Digest;
import java.io.IOException;
import java.io.OutputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;

/// A file that is to be written into a folder, an archive or a layout.
///
/// @param path where it goes, parts separated by `/`
/// @param size of its content in bytes
public record PackedFile(String path, long size, Source source) {

    /// Gives the content, the same each time.
    @FunctionalInterface
    public interface Source {
        void writeTo(OutputStream out) throws IOException, InterruptedException;
    }

    public PackedFile {
        if (path.isEmpty() || size < 0) {
            throw new IllegalArgumentException("no file: '%s' of %d bytes".formatted(path, size));
        }
    }

    public static PackedFile of(String path, byte[] content) {
        byte[] kept = content.clone();
        return new PackedFile(path, kept.length, out -> out.write(kept));
    }

    /// {@return whether every platform and archive takes `path` for a file below its folder}
    public static boolean isPortable(String path) {
        try {
            return EntryPath.of(path, 1).isPresent();
        } catch (ArchiveRefusal _) {
            return false;
        }
    }

    /// {@return the same content elsewhere}
    public PackedFile at(String other) {
        return new PackedFile(other, size, source);
    }

    /// {@return the digest of the content, after reading all of it}
    public Digest digest() throws IOException, InterruptedException {
        MessageDigest sha256 = Digest.newSha256();
        writeTo(new DigestOutputStream(OutputStream.nullOutputStream(), sha256));
        return Digest.ofHash(sha256.digest());
    }

    /// {@return this file, whose writing fails when its content is not what `expected` says}
    public PackedFile checked(Digest expected) {
        return new PackedFile(
                path,
                size,
                out -> {
                    MessageDigest sha256 = Digest.newSha256();
                    source.writeTo(new DigestOutputStream(out, sha256));
                    if (!Digest.ofHash(sha256.digest()).equals(expected)) {
                        throw new ContentChangedException(path);
                    }
                });
    }

    /// @throws ContentChangedException when there are more or fewer bytes than there should be
    void writeTo(OutputStream out) throws IOException, InterruptedException {
        var counted = new CountedStream(out);
        source.writeTo(counted);
        if (counted.count != size) {
            throw new ContentChangedException(path);
        }
    }

    private static final class CountedStream extends OutputStream {
        private final OutputStream out;
        private long count;

        private CountedStream(OutputStream out) {
            this.out = out;
        }

        @Override
        public void write(int value) throws IOException {
            out.write(value);
            count++;
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            out.write(bytes, offset, length);
            count += length;
        }
    }
}
