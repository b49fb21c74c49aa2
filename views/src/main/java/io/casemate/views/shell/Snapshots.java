package io.casemate.views.shell;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.CRC32;
import java.util.zip.DeflaterOutputStream;
import javafx.scene.Scene;
import javafx.scene.image.Image;
import javafx.scene.image.PixelFormat;

/// Writes what a scene shows as PNG, without AWT: `IHDR`, one `IDAT` of unfiltered RGB rows, `IEND`
/// (W3C PNG, third edition, section 5).
public final class Snapshots {
    private static final long SIGNATURE = 0x89504E470D0A1A0AL;
    private static final byte BITS = 8;
    private static final byte RGB = 2;

    private Snapshots() {}

    /// On the FX thread only.
    public static void png(Scene scene, Path file) throws IOException {
        scene.getRoot().applyCss();
        scene.getRoot().layout();
        Files.createDirectories(file.toAbsolutePath().getParent());
        try (OutputStream out = Files.newOutputStream(file)) {
            write(scene.snapshot(null), out);
        }
    }

    private static void write(Image image, OutputStream target) throws IOException {
        int width = (int) image.getWidth();
        int height = (int) image.getHeight();
        var out = new DataOutputStream(target);
        out.writeLong(SIGNATURE);
        byte[] header =
                ByteBuffer.allocate(13).putInt(width).putInt(height).put(BITS).put(RGB).array();
        chunk(out, "IHDR", header);
        var packed = new ByteArrayOutputStream();
        try (var deflater = new DeflaterOutputStream(packed)) {
            deflater.write(rows(image, width, height));
        }
        chunk(out, "IDAT", packed.toByteArray());
        chunk(out, "IEND", new byte[0]);
        out.flush();
    }

    /// {@return the rows, each led by filter type 0}
    private static byte[] rows(Image image, int width, int height) {
        var pixels = new int[width * height];
        image.getPixelReader()
                .getPixels(0, 0, width, height, PixelFormat.getIntArgbInstance(), pixels, 0, width);
        ByteBuffer rows = ByteBuffer.allocate(height * (1 + 3 * width));
        for (int i = 0; i < pixels.length; i++) {
            if (i % width == 0) {
                rows.put((byte) 0);
            }
            rows.put((byte) (pixels[i] >> 16)).put((byte) (pixels[i] >> 8)).put((byte) pixels[i]);
        }
        return rows.array();
    }

    private static void chunk(DataOutputStream out, String type, byte[] content)
            throws IOException {
        byte[] name = type.getBytes(StandardCharsets.US_ASCII);
        var check = new CRC32();
        check.update(name);
        check.update(content);
        out.writeInt(content.length);
        out.write(name);
        out.write(content);
        out.writeInt((int) check.getValue());
    }
}
