package io.casemate.views.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WindowMemoryTest {
    @TempDir Path folder;

    @Test
    void remembersFromOneStartToTheNext() {
        Path file = folder.resolve("window.properties");
        new WindowMemory(file).remember("width", "1280.0");

        var next = new WindowMemory(file);

        assertEquals(Optional.of(1280.0), next.number("width", 1024, 4096));
    }

    @Test
    void forgetsANumberThatNoWindowHas() {
        Path file = folder.resolve("window.properties");
        var memory = new WindowMemory(file);
        memory.remember("width", "-4");
        memory.remember("height", "tall");

        assertEquals(Optional.empty(), memory.number("width", 1024, 4096));
        assertEquals(Optional.empty(), memory.number("height", 680, 4096));
    }

    @Test
    void startsEmptyFromADamagedFile() throws IOException {
        Path file = folder.resolve("window.properties");
        Files.writeString(file, "theme=\\u12");

        assertEquals(Optional.empty(), new WindowMemory(file).find("theme"));
    }
}
