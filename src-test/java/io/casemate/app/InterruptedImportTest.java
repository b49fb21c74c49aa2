package io.casemate.app;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// Ctrl-C in the middle of an import on the command line.
@Timeout(120)
final class InterruptedImportTest {
    /// Long enough to be interrupted; sparse, so that it takes no room before it is copied.
    private static final long SIZE = 4L << 30;

    private static final long STEP = 32L << 20;

    @TempDir Path temp;

    private Cli cli;
    private Path source;

    @BeforeEach
    void open() throws IOException {
        cli = new Cli(temp.resolve("data"), temp);
        source = temp.resolve("large.onnx");
        try (var file = new RandomAccessFile(source.toFile(), "rw")) {
            file.setLength(SIZE);
        }
    }

    @Test
    void leavesACopyThatIsListedAndCanBePurged() throws Exception {
        interrupt(cli.start("import", source.toString()));

        JsonNode listed = cli.run("quarantine", "list").json();
        assertEquals(0, listed.path("items").size());
        assertEquals(1, listed.path("interrupted").size());
        JsonNode copy = listed.path("interrupted").get(0);
        assertEquals("large.onnx", copy.path("source").asString());
        assertEquals(SIZE, copy.path("of").asLong());
        assertTrue(copy.path("bytes").asLong() >= STEP, copy.toString());

        assertEquals(0, cli.run("quarantine", "purge", copy.path("id").asString()).code());

        assertEquals(0, cli.run("quarantine", "list").json().path("interrupted").size());
        assertEquals(List.of(), notes());
    }

    private void interrupt(Process importing) throws Exception {
        await(() -> !notes().isEmpty());
        // As Ctrl-C does; that signal itself is ignored by processes that a shell put aside.
        new ProcessBuilder("kill", "-TERM", Long.toString(importing.pid())).start().waitFor();
        assertTrue(importing.waitFor(30, SECONDS));
    }

    @FunctionalInterface
    private interface Condition {
        boolean holds() throws Exception;
    }

    private static void await(Condition condition) throws Exception {
        for (int tries = 0; tries < 6000 && !condition.holds(); tries++) {
            new CountDownLatch(1).await(10, MILLISECONDS);
        }
        assertTrue(condition.holds());
    }

    /// {@return the notes beside copies that can go on}
    private List<Path> notes() throws IOException {
        Path quarantine = temp.resolve("data/quarantine");
        if (!Files.isDirectory(quarantine)) {
            return List.of();
        }
        try (Stream<Path> all = Files.walk(quarantine)) {
            return all.filter(path -> path.endsWith("copy.json")).toList();
        }
    }
}
