package io.casemate.engine.airlock;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.casemate.engine.onnx.ModelBytes;
import io.casemate.engine.problem.Problem;
import io.casemate.engine.units.Bytes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What is turned away by its place or its first bytes, before any worker is started.
@Timeout(60)
final class FileKindsTest {
    @TempDir Path folder;
    private ImportFixture console;

    @BeforeEach
    void open() throws IOException {
        console =
                new ImportFixture(
                        folder.resolve("data"),
                        (job, _) -> {
                            throw new AssertionError("a worker was started: " + job);
                        });
    }

    @AfterEach
    void close() {
        console.close();
    }

    private Path file(String name, byte[] content) throws IOException {
        return Files.write(Files.createDirectories(folder.resolve("stick")).resolve(name), content);
    }

    @ParameterizedTest
    @CsvSource({
        "pickle, AL-101, '\u0080\u0002}q\u0000.'",
        "text pickle, AL-101, 'cos\nsystem\n(S''id''\ntR.'",
        "zip, AL-105, 'PK\u0003\u0004rest of it'",
        "gzip, AL-105, '\u001f\u008brest of it'",
        "engine, AL-103, 'ftrt\u00e8\u0000\u0000\u0000'",
        "old engine, AL-103, 'ptrt\u002b\u0000\u0000\u0000'",
        "ort, AL-103, '\u0018\u0000\u0000\u0000ORTMrest'",
        "elf, AL-104, '\u007fELF\u0002\u0001\u0001'",
        "script, AL-104, '#!/bin/sh'",
    })
    void refusesWhatIsNoOnnxFileByItsFirstBytes(String kind, String code, String content)
            throws Exception {
        byte[] bytes = content.getBytes(StandardCharsets.ISO_8859_1);
        console.assertRefused(code, file("model.onnx", bytes));
    }

    @ParameterizedTest
    @CsvSource({
        "80049541, a Python pickle",
        "80025d71, a Python pickle",
        "286470300a, a Python pickle", // text pickle
        "504b0304, a ZIP archive",
        "504b0506, a ZIP archive", // empty
        "1f8b08, a gzip file",
        "377abcaf271c, a 7-Zip archive",
        "526172211a, a RAR archive",
        "425a6839, a bzip2 file",
        "fd377a585a00, an xz file",
        "28b52ffd, a Zstandard file",
        "894844460d0a1a0a, an HDF5 (Keras) file",
        "4747554603000000, a GGUF model",
        "1800000054464c33, a TensorFlow Lite model",
        "934e554d505901, a NumPy array",
        "40000000000000007b22, a safetensors file",
        "40000000000000007b20, a safetensors file",
        "180000004f52544d, an ORT-format file",
        "7f454c46, a program (ELF)",
        "4d5a9000, a program (Windows)",
        "0061736d01000000, a program (WebAssembly)",
        "cffaedfe, a program (Mach-O)",
        "cefaedfe, a program (Mach-O)",
        "feedface, a program (Mach-O)",
        "feedfacf, a program (Mach-O)",
        "cafebabe00000002, a program (Mach-O)", // for two processors
        "cafebabf00000002, a program (Mach-O)",
        "bebafeca02000000, a program (Mach-O)",
        "cafebabe00000045, a Java class",
        "6674727400000000, a TensorRT engine",
        "7074727400000000, a TensorRT engine",
        "23212f62696e2f7368, a script"
    })
    void knowsWhatIsNoOnnxModelByItsBytes(String head, String words) {
        Optional<FileKind> kind = FileKind.of(padded(head));

        assertEquals(Optional.of(words), kind.map(FileKind::words));
    }

    @Test
    void hasAWorkerLookIntoZipTarAndGzipOnly() {
        assertEquals(
                List.of(FileKind.ZIP, FileKind.TAR, FileKind.GZIP),
                Stream.of(FileKind.values()).filter(FileKind::needsWorker).toList());
    }

    @Test
    void tellsWhatAZipIsByItsEntries() {
        assertEquals(FileKind.PYTORCH, FileKind.ofZip(List.of("m/data.pkl", "m/version")));
        assertEquals(FileKind.NPZ, FileKind.ofZip(List.of("x.npy", "y.npy")));
        assertEquals(FileKind.ZIP, FileKind.ofZip(List.of("m.onnx", "golden/x.npy")));
        assertEquals(FileKind.ZIP, FileKind.ofZip(List.of()));
    }

    @Test
    void takesAnOnnxModelForWhatItIs() {
        assertEquals(Optional.empty(), FileKind.of(ModelBytes.of(HandMade.sound())));
    }

    @Test
    void takesShortFilesForNothingElse() {
        assertEquals(Optional.empty(), FileKind.of(new byte[0]));
        assertEquals(Optional.empty(), FileKind.of(new byte[] {8}));
    }

    @ParameterizedTest
    @CsvSource({
        "m.onnx, 504b0304, The name says .onnx but the content is a ZIP archive.",
        "m.ONNX, 1f8b08, The name says .onnx but the content is a gzip file.",
        "m.tar, 504b0304, The name says .tar but the content is a ZIP archive.",
        "m.tar.gz, 504b0304, The name says .gz but the content is a ZIP archive.",
        "m.zip, 08081200, The name says .zip but the content is something else than a ZIP archive."
    })
    void refusesWhatIsNotWhatItsNameSays(String name, String head, String why) throws Exception {
        Problem problem = console.assertRefused("AL-105", file(name, padded(head)));

        assertEquals(why, problem.why());
    }

    @ParameterizedTest
    @CsvSource({"m.zip, 504b0304", "m.tgz, 1f8b08", "m.tar.gz, 1f8b08", "m.bin, 504b0304"})
    void takesArchivesUnderTheirOwnNamesOrOthersThatSayNothing(String name, String head)
            throws Exception {
        Identity identity = Identity.of(file(name, padded(head)), name);

        assertDoesNotThrow(identity::check);
    }

    private static byte[] padded(String head) {
        byte[] bytes = HexFormat.of().parseHex(head);
        return Arrays.copyOf(bytes, Math.max(bytes.length, 16));
    }

    @Test
    void asksForRoomBeforeItUnpacks() {
        var space = new FreeSpace(Bytes.mebibytes(12));

        assertDoesNotThrow(() -> space.require("m.zip", Bytes.mebibytes(12)));
        var refusal =
                assertThrows(Refusal.class, () -> space.require("m.zip", Bytes.mebibytes(30)));
        assertEquals("AL-004", refusal.problem().code().id());
        assertEquals("Not enough space: 12.0 MiB free, 30.0 MiB needed.", refusal.problem().why());
    }

    @Test
    void refusesAnEmptyFile() throws Exception {
        console.assertRefused("AL-106", file("model.onnx", new byte[0]));
    }

    @Test
    void refusesAFileThatIsNotThere() throws Exception {
        console.assertRefused("AL-001", folder.resolve("nothing.onnx"));
    }

    @Test
    void refusesASymbolicLinkToASoundModel() throws Exception {
        Path model = file("real.onnx", ModelBytes.of(HandMade.sound()));
        Path link = Files.createSymbolicLink(folder.resolve("link.onnx"), model);

        console.assertRefused("AL-001", link);
    }

    @Test
    void refusesAFolderWithTwoModelsAndOneWithNone() throws Exception {
        file("a.onnx", ModelBytes.of(HandMade.sound()));
        file("b.onnx", ModelBytes.of(HandMade.sound()));
        Path none = Files.createDirectories(folder.resolve("none"));

        console.assertRefused("AL-006", folder.resolve("stick"));
        console.assertRefused("AL-006", none);
    }

    @Test
    void clearsWhatACrashLeftInQuarantineAndSaysSo() throws Exception {
        console.close();
        Path left = Files.createDirectories(console.quarantine().resolve("left/model"));
        Files.write(left.resolve("model.onnx"), new byte[] {1});

        open();

        assertEquals(List.of(), ImportFixture.listed(console.quarantine()));
        assertEquals(1, console.entries().size());
        assertEquals(
                List.of("left"),
                console.entries().getFirst().event(ImportAbandoned.class).quarantined());
    }
}
