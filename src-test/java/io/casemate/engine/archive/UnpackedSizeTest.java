package io.casemate.engine.archive;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.casemate.engine.units.Bytes;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// An archive's size is told before it is unpacked, and never believed beyond the limits.
final class UnpackedSizeTest {
    private static final int SIZE = 3 << 20;

    @TempDir Path temp;

    private Bytes of(byte[] archive) throws IOException {
        return UnpackedSize.of(Files.write(temp.resolve("a"), archive), UnpackLimits.STANDARD);
    }

    private static byte[] noise() {
        byte[] noise = new byte[SIZE / 2];
        new Random(3).nextBytes(noise);
        return Arrays.copyOf(noise, SIZE);
    }

    private static byte[] zip(byte[] content) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bytes)) {
            for (String name : new String[] {"a", "b"}) {
                zip.putNextEntry(new ZipEntry(name));
                zip.write(content);
            }
        }
        return bytes.toByteArray();
    }

    private static byte[] gzip(byte[] content) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(bytes)) {
            gzip.write(content);
        }
        return bytes.toByteArray();
    }

    @Test
    void addsUpTheEntriesOfAZip() throws Exception {
        assertEquals(new Bytes(2L * SIZE), of(zip(noise())));
    }

    @Test
    void readsTheTrailerOfAGzip() throws Exception {
        assertEquals(new Bytes(SIZE), of(gzip(noise())));
    }

    @Test
    void goesNoFurtherThanUnpackingWould() throws Exception {
        byte[] bomb = zip(new byte[SIZE]);

        assertEquals(new Bytes(Math.max(1 << 20, 50L * bomb.length)), of(bomb));
    }

    @Test
    void takesADamagedZipForNothing() throws Exception {
        assertEquals(new Bytes(0), of(Arrays.copyOf(zip(noise()), SIZE)));
    }
}
