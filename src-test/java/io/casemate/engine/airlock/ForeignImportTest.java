package io.casemate.engine.airlock;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.casemate.engine.foreign.ForeignFiles;
import io.casemate.engine.problem.Problem;
import io.casemate.engine.worker.NativeLibraries;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Models of other formats are refused by what is in them, whatever they are called.
@Timeout(60)
final class ForeignImportTest {
    @TempDir static Path natives;
    @TempDir Path temp;
    private ImportFixture console;

    @BeforeAll
    static void unpack() throws IOException {
        NativeLibraries.unpack(natives);
    }

    @BeforeEach
    void open() throws IOException {
        console = new ImportFixture(temp.resolve("console"), natives);
    }

    @AfterEach
    void close() {
        console.close();
    }

    @Test
    void saysWhatIsInAGgufFileAndWhatToDo() throws Exception {
        Path file = Files.write(temp.resolve("model.onnx"), ForeignFiles.gguf());

        Problem problem = console.assertRefused("AL-102", file);

        assertEquals(
                "It is a GGUF model. It holds 'Tiny', architecture llama, 1 tensor (Q8_0),"
                        + " 64 parameters, 68 B of weights.",
                problem.why());
        assertTrue(problem.remedy().contains("original weights"), problem.remedy());
    }

    @Test
    void saysWhatIsInASafetensorsFileThatCameInAnArchive() throws Exception {
        String header = "{\"w\":{\"dtype\":\"BF16\",\"shape\":[2,4],\"data_offsets\":[0,16]}}";
        BundleFiles files = BundleFiles.in(temp.resolve("files"));
        files.put("w.onnx", ForeignFiles.safetensors(header, 16));

        Problem problem = console.assertRefused("AL-102", files.zipped(temp.resolve("w.zip")));

        assertTrue(problem.why().contains("1 tensor (BF16), 8 parameters"), problem.why());
    }

    @Test
    void doesNotBelieveAHeader() throws Exception {
        byte[] cutOff = Arrays.copyOf(ForeignFiles.gguf(), 200);

        console.assertRefused("AL-107", Files.write(temp.resolve("m.gguf"), cutOff));
    }
}
