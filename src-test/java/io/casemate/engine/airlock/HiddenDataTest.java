package io.casemate.engine.airlock;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.casemate.engine.onnx.ModelBytes;
import io.casemate.engine.problem.Problem;
import io.casemate.engine.worker.NativeLibraries;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What data files beside a model carry, looked into by real workers on the whole way in.
@Timeout(120)
final class HiddenDataTest {
    private static final int SIZE = 2 * SourceBytes.PIECE + 8_192;

    @TempDir static Path shared;
    @TempDir Path folder;
    private ImportFixture console;

    @BeforeEach
    void open() throws IOException {
        console = new ImportFixture(folder.resolve("data"), shared.resolve("native"));
        Files.createDirectories(folder.resolve("stick"));
    }

    @AfterEach
    void close() {
        console.close();
    }

    /// A model with a data file of seeded noise around `content`; of it only the last bytes are
    /// weights.
    private Path hiding(byte[] content, int place) throws IOException {
        byte[] data = new byte[SIZE];
        new SplittableRandom(5).nextBytes(data);
        System.arraycopy(content, 0, data, place, content.length);
        for (int i = SIZE - 16; i < SIZE; i++) {
            data[i] = 0;
        }
        Files.write(folder.resolve("stick/w.bin"), data);
        var weight = HandMade.outside("w.bin", SIZE - 16, OptionalLong.of(16));
        return Files.write(
                folder.resolve("stick/beside.onnx"), ModelBytes.of(HandMade.adding(weight)));
    }

    private void assertFound(String what, int place) throws Exception {
        byte[] content =
                HostileContent.contents().stream()
                        .filter(hidden -> hidden.what().equals(what))
                        .findFirst()
                        .orElseThrow()
                        .content();

        Problem problem = console.assertRefused("AL-901", hiding(content, place));

        assertTrue(
                problem.why()
                        .endsWith("inside data file 'w.bin', at its byte %d.".formatted(place)),
                problem.why());
    }

    @Test
    void findsAProgramAcrossTwoPieces() throws Exception {
        assertFound("ELF", SourceBytes.PIECE - 2);
    }

    @Test
    void findsAnArchiveAtAnOddPlace() throws Exception {
        assertFound("ZIP", 1_001);
    }

    @Test
    void findsAPickleAcrossTwoPieces() throws Exception {
        assertFound("pickle of protocol 4", 2 * SourceBytes.PIECE - 1);
    }

    @Test
    void findsAScriptAtTheStart() throws Exception {
        assertFound("script", 0);
    }

    @Test
    void letsNoiseIn() throws Exception {
        NativeLibraries.unpack(shared.resolve("native"));
        var model = hiding(new byte[0], 0);

        assertEquals("beside", ImportFixture.done(console.execute(model)).model().text());
    }
}
