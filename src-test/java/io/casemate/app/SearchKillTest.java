package io.casemate.app;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.casemate.assets.demo.DemoModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// Kill -9 of the console in the middle of a search: after a restart it goes on where it was.
@Timeout(240)
class SearchKillTest {
    @TempDir Path temp;

    private Cli cli;
    private Process serve;

    @BeforeEach
    void serve() throws Exception {
        cli = new Cli(temp.resolve("data"), temp);
        serve = cli.serve();
    }

    @AfterEach
    void stop() throws Exception {
        serve.destroyForcibly().waitFor();
    }

    @Test
    void goesOnWithoutTryingAgainWhatWasTried() throws Exception {
        Path model = DemoModel.create(temp.resolve("demo"));
        String parent = cli.run("import", model.toString()).json().path("revision").asString();
        Process searching = cli.start("optimize", parent, "--goal", "size");
        awaitAttempt();

        serve.destroyForcibly().waitFor();
        assertTrue(searching.waitFor(30, SECONDS), "the caller is told");
        serve = cli.serve();

        JsonNode before = cli.run("optimize", "list").json().path("searches").get(0);
        assertEquals("interrupted", before.path("standing").asString());
        int tried = before.path("tried").asInt();
        assertTrue(tried > 0 && tried < before.path("space").asInt(), before.toString());
        List<String> first = journal();
        Cli.Ended ended = cli.run("optimize", "--resume", before.path("search").asString());

        assertEquals(0, ended.code(), ended.out() + ended.err());
        assertEquals(before.path("space").asInt(), ended.json().path("tried").asInt());
        assertEquals(first, journal().subList(0, first.size()));
        assertEquals(
                ended.json().path("tried").asInt() + 1,
                journal().stream().filter(line -> !line.contains("\"ranked\"")).count());
    }

    /// Waits until the first candidate is on record.
    private void awaitAttempt() throws Exception {
        for (int tries = 0; tries < 6000 && journal().isEmpty(); tries++) {
            new CountDownLatch(1).await(10, MILLISECONDS);
        }
        assertTrue(!journal().isEmpty(), "a candidate was tried");
    }

    private List<String> journal() throws IOException {
        try (Stream<Path> all = Files.walk(temp.resolve("data/searches"))) {
            List<Path> journals = all.filter(path -> path.endsWith("journal.jsonl")).toList();
            return journals.isEmpty() ? List.of() : Files.readAllLines(journals.getFirst());
        }
    }
}
