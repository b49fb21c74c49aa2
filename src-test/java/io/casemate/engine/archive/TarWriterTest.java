package io.casemate.engine.archive;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.casemate.engine.problem.Outcome;
import io.casemate.engine.tasks.Progress;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TarWriterTest {
    private static final Instant TIME = Instant.parse("2030-01-01T08:00:00Z");

    @TempDir Path temp;

    @Test
    void writesWhatIsUnpackedAgainUnderLongAndForeignNames() throws Exception {
        List<PackedFile> files =
                List.of(
                        PackedFile.of("empty", new byte[0]),
                        PackedFile.of("a/" + "b".repeat(98), new byte[511]),
                        PackedFile.of("a/" + "c".repeat(99), new byte[512]),
                        PackedFile.of("d/" + "e".repeat(200), new byte[513]),
                        PackedFile.of("größe/重み.bin", new byte[] {1, 2, 3}));
        var bytes = new ByteArrayOutputStream();

        TarWriter.write(files, TIME, bytes);

        assertEquals(TarWriter.size(files), bytes.size());
        Path archive = Files.write(temp.resolve("a.tar"), bytes.toByteArray());
        Outcome<Path> unpacked =
                Archives.unpack(
                        archive, temp.resolve("files"), UnpackLimits.STANDARD, Progress.NONE);
        assertEquals(Outcome.done(temp.resolve("files")), unpacked);
        for (PackedFile file : files) {
            var content = new ByteArrayOutputStream();
            file.writeTo(content);
            assertArrayEquals(
                    content.toByteArray(),
                    Files.readAllBytes(temp.resolve("files").resolve(file.path())));
        }
    }

    @Test
    void countsASizeThatNoHeaderHolds() {
        PackedFile small = new PackedFile("w.bin", (1L << 33) - 512, _ -> {});
        PackedFile large = new PackedFile("w.bin", 1L << 33, _ -> {});

        assertEquals(
                TarWriter.size(List.of(small)) + 512 + 2 * TarHeader.BLOCK,
                TarWriter.size(List.of(large)));
    }

    @Test
    void failsOnAFileThatIsNotAsLongAsItSays() {
        var file = new PackedFile("x", 3, out -> out.write(new byte[2]));

        assertThrows(
                ContentChangedException.class,
                () -> TarWriter.write(List.of(file), TIME, OutputStream.nullOutputStream()));
    }

    @Test
    void failsOnAFileThatIsNotWhatItsDigestSays() throws Exception {
        PackedFile file = PackedFile.of("x", new byte[] {1, 2});
        PackedFile other =
                new PackedFile("x", 2, out -> out.write(new byte[] {1, 3})).checked(file.digest());

        file.checked(file.digest()).writeTo(OutputStream.nullOutputStream());
        assertThrows(
                ContentChangedException.class,
                () -> other.writeTo(OutputStream.nullOutputStream()));
    }
}
