package io.casemate.engine.airlock;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.casemate.engine.onnx.ModelBytes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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
        "zip, AL-200, 'PK\u0003\u0004rest of it'",
        "gzip, AL-200, '\u001f\u008brest of it'",
        "gguf, AL-102, 'GGUF\u0003\u0000\u0000\u0000'",
        "safetensors, AL-102, '\u0040\u0000\u0000\u0000\u0000\u0000\u0000\u0000{\"w\":{}}'",
        "ort, AL-103, '\u0018\u0000\u0000\u0000ORTMrest'",
        "elf, AL-104, '\u007fELF\u0002\u0001\u0001'",
        "script, AL-104, '#!/bin/sh'",
    })
    void refusesWhatIsNoOnnxFileByItsFirstBytes(String kind, String code, String content)
            throws Exception {
        byte[] bytes = content.getBytes(StandardCharsets.ISO_8859_1);
        console.assertRefused(code, file("model.onnx", bytes));
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
