package io.casemate.engine.airlock;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.casemate.engine.onnx.Source;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What is told from weights, wherever it lies, and that weights are let be.
@Timeout(60)
final class ContentScanTest {
    private static final int PIECE = SourceBytes.PIECE;
    private static final int SIZE = 2 * PIECE + 8_192;
    private static final List<Integer> PLACES =
            List.of(0, 1, 513, PIECE - 7, PIECE - 3, PIECE - 2, PIECE - 1, PIECE, 2 * PIECE + 3);

    @TempDir Path folder;

    static List<HostileContent.Hidden> contents() {
        return HostileContent.contents();
    }

    private static Optional<Long> found(Source source) throws IOException {
        try (var scan = new ContentScan()) {
            return scan.of(source).map(ContentScan.Hit::offset);
        }
    }

    private static Optional<Long> found(String text) throws IOException {
        byte[] bytes = new byte[8_192];
        byte[] content = text.getBytes(StandardCharsets.ISO_8859_1);
        System.arraycopy(content, 0, bytes, 0, content.length);
        return found(new Source.InMemory(bytes));
    }

    @ParameterizedTest
    @MethodSource("contents")
    void findsItAtAnyPlaceOfAFile(HostileContent.Hidden hidden) throws IOException {
        for (int place : PLACES) {
            byte[] weights = new byte[SIZE];
            System.arraycopy(hidden.content(), 0, weights, place, hidden.content().length);
            Path file = Files.write(folder.resolve("weights.bin"), weights);

            assertEquals(Optional.of((long) place), found(new Source.InFile(file, 0, SIZE)));
            assertEquals(Optional.of((long) place), found(new Source.InMemory(weights)));
        }
    }

    @ParameterizedTest
    @MethodSource("contents")
    void looksAtNothingBeyondTheSource(HostileContent.Hidden hidden) throws IOException {
        byte[] weights = new byte[SIZE];
        System.arraycopy(hidden.content(), 0, weights, PIECE, hidden.content().length);
        Path file = Files.write(folder.resolve("weights.bin"), weights);

        assertEquals(Optional.empty(), found(new Source.InFile(file, 0, PIECE + 2)));
        assertEquals(Optional.empty(), found(new Source.InFile(file, 0, PIECE + 511)));
    }

    @Test
    void letsPicklesBeThatImportNothing() throws IOException {
        assertEquals(Optional.empty(), found("\u0080\u0002]q\u0000(K\u0001K\u0002e."));
    }

    @Test
    void letsNamesBeThatNoInstructionOfAPickleLeadsTo() throws IOException {
        assertEquals(Optional.empty(), found("\u0080\u0002\u00ffccollections\nOrderedDict\n."));
    }

    @Test
    void letsSeededWeightsBe() throws IOException {
        var random = new SplittableRandom(11);
        ByteBuffer weights = ByteBuffer.allocate(16 << 20);
        while (weights.hasRemaining()) {
            weights.putLong(random.nextLong());
        }

        assertEquals(Optional.empty(), found(new Source.InMemory(weights.array())));
    }
}
