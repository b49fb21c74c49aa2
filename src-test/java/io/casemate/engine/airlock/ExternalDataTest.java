package io.casemate.engine.airlock;

import io.casemate.engine.onnx.ModelBytes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Models whose weights lie in files of their own, and try to lie elsewhere.
@Timeout(60)
final class ExternalDataTest {
    private static final OptionalLong WHOLE = OptionalLong.of(16);

    @TempDir static Path shared;
    @TempDir Path folder;
    private ImportFixture console;

    @BeforeEach
    void open() throws IOException {
        console = new ImportFixture(folder.resolve("data"), shared.resolve("native"));
        Files.createDirectories(folder.resolve("stick"));
        Files.write(folder.resolve("secret.bin"), new byte[16]);
    }

    @AfterEach
    void close() {
        console.close();
    }

    private Path pointingTo(String location, long offset, OptionalLong length) throws IOException {
        var weight = HandMade.outside(location, offset, length);
        byte[] bytes = ModelBytes.of(HandMade.adding(weight));
        return Files.write(folder.resolve("stick/outside.onnx"), bytes);
    }

    @ParameterizedTest
    @ValueSource(strings = {"../secret.bin", "/etc/hostname", "..\\secret.bin", "a/./b", "C:w.bin"})
    void refusesAPlaceOutsideTheModelsFolder(String location) throws Exception {
        console.assertRefused("AL-601", pointingTo(location, 0, WHOLE));
    }

    @Test
    void refusesASymbolicLink() throws Exception {
        Files.createSymbolicLink(folder.resolve("stick/w.bin"), folder.resolve("secret.bin"));
        console.assertRefused("AL-602", pointingTo("w.bin", 0, WHOLE));
    }

    @Test
    void refusesAFileBehindALinkedFolder() throws Exception {
        Files.createSymbolicLink(folder.resolve("stick/sub"), folder);
        console.assertRefused("AL-602", pointingTo("sub/secret.bin", 0, WHOLE));
    }

    @Test
    void refusesAHardLink() throws Exception {
        Files.createLink(folder.resolve("stick/w.bin"), folder.resolve("secret.bin"));
        console.assertRefused("AL-602", pointingTo("w.bin", 0, WHOLE));
    }

    @Test
    void refusesAFileThatIsMissing() throws Exception {
        console.assertRefused("AL-603", pointingTo("w.bin", 0, WHOLE));
    }

    @Test
    void refusesATensorThatReadsPastTheEnd() throws Exception {
        Files.write(folder.resolve("stick/w.bin"), new byte[16]);
        console.assertRefused("AL-604", pointingTo("w.bin", 8, WHOLE));
    }

    @Test
    void refusesAnOffsetThatOverflows() throws Exception {
        Files.write(folder.resolve("stick/w.bin"), new byte[16]);
        console.assertRefused("AL-604", pointingTo("w.bin", Long.MAX_VALUE, WHOLE));
    }
}
