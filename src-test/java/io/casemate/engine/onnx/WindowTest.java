package io.casemate.engine.onnx;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class WindowTest {
    private static final int SIZE = 50_000;

    @TempDir Path folder;

    private static byte[] noise() {
        byte[] bytes = new byte[SIZE];
        new SplittableRandom(3).nextBytes(bytes);
        return bytes;
    }

    @Test
    void readsTheSameAsTheFileHasInAnyOrder() throws IOException {
        byte[] bytes = noise();
        Path file = Files.write(folder.resolve("noise"), bytes);
        var random = new SplittableRandom(4);
        try (FileChannel channel = FileChannel.open(file)) {
            Window window = Window.on(channel);
            for (int i = 0; i < 5_000; i++) {
                int at = random.nextInt(SIZE);
                int length = random.nextInt(Math.min(20_000, SIZE - at));
                assertEquals(bytes[at], window.at(at));
                assertArrayEquals(
                        Arrays.copyOfRange(bytes, at, at + length), window.copy(at, length));
            }
        }
    }

    @Test
    void readsNumbersAcrossItsPieces() throws IOException {
        Path file = Files.write(folder.resolve("noise"), noise());
        Window whole = Window.on(noise());
        try (FileChannel channel = FileChannel.open(file)) {
            Window window = Window.on(channel);
            for (int at = 0; at < SIZE - 4; at += 3) {
                assertEquals(whole.int32(at), window.int32(at));
            }
        }
    }

    @Test
    void saysThatAFileBecameShorter() throws IOException {
        Path file = Files.write(folder.resolve("noise"), noise());
        try (FileChannel channel = FileChannel.open(file)) {
            Window window = Window.on(channel);
            Files.write(file, new byte[10]);

            assertThrows(UncheckedIOException.class, () -> window.at(SIZE - 1));
            assertThrows(UncheckedIOException.class, () -> window.copy(5, 10));
        }
    }
}
