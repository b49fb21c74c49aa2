package io.casemate.engine.airlock;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;

/// Tar archives of one file.
final class Tars {
    private static final int BLOCK = 512;

    private Tars() {}

    static byte[] of(String name, byte[] content) {
        byte[] header = new byte[BLOCK];
        put(header, 0, name);
        put(header, 124, "%011o\0".formatted(content.length));
        header[156] = '0';
        put(header, 257, "ustar\00000");
        put(header, 148, "        ");
        int sum = 0;
        for (byte value : header) {
            sum += value & 0xff;
        }
        put(header, 148, "%06o\0 ".formatted(sum));
        int padded = (content.length + BLOCK - 1) / BLOCK * BLOCK;
        byte[] tar = Arrays.copyOf(header, BLOCK + padded + 2 * BLOCK);
        System.arraycopy(content, 0, tar, BLOCK, content.length);
        return tar;
    }

    private static void put(byte[] block, int at, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        System.arraycopy(bytes, 0, block, at, bytes.length);
    }

    static byte[] gzip(byte[] content) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(bytes)) {
            gzip.write(content);
        }
        return bytes.toByteArray();
    }
}
