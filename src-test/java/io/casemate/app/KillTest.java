package io.casemate.app;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

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

/// Kill -9 of the console in the middle of its work: after a restart nothing is lost and nothing is
/// half done.
@Timeout(240)
class KillTest {
    private static final int MEBIBYTES = 96;

    @TempDir Path temp;

    private Cli cli;
    private Process serve;
    private Path model;

    @BeforeEach
    void serve() throws Exception {
        model = LargeModel.write(temp.resolve("model"), MEBIBYTES);
        cli = new Cli(temp.resolve("data"), temp);
        serve = cli.serve();
    }

    @AfterEach
    void stop() throws Exception {
        serve.destroyForcibly().waitFor();
    }

    @Test
    void leavesNothingHalfImported() throws Exception {
        Process importing = cli.start("import", model.toString());
        awaitEntry("quarantine");

        kill();
        assertTrue(importing.waitFor(30, SECONDS), "the caller is told");

        assertEquals(0, status().path("revisions").size());
        int copies = cli.run("quarantine", "list").json().path("interrupted").size();
        assertEquals(copies, entries("quarantine").size(), "what is left can go on");
        assertEquals(0, cli.run("import", model.toString()).code(), "it can be imported again");
        assertEquals(List.of(), entries("quarantine"));
    }

    @Test
    void leavesNothingHalfQuantized() throws Exception {
        String parent = cli.run("import", model.toString()).json().path("revision").asString();
        Process quantizing = cli.start("quantize", parent, "--recipe", "int4-weights");
        awaitEntry("jobs");

        kill();
        assertTrue(quantizing.waitFor(30, SECONDS), "the caller is told");

        JsonNode revisions = status().path("revisions");
        assertEquals(1, revisions.size());
        assertEquals(parent, revisions.get(0).path("revision").asString());
        assertEquals(List.of(), entries("jobs"));
        assertTrue(cli.run("ledger", "verify").json().path("ok").asBoolean());
    }

    private void kill() throws Exception {
        serve.destroyForcibly().waitFor();
        serve = cli.serve();
    }

    private JsonNode status() throws Exception {
        return cli.run("status").json();
    }

    /// Waits until work has begun in a folder of the data folder.
    private void awaitEntry(String folder) throws Exception {
        for (int tries = 0; tries < 3000 && entries(folder).isEmpty(); tries++) {
            new CountDownLatch(1).await(10, MILLISECONDS);
        }
        assertEquals(1, entries(folder).size(), "work has begun in " + folder);
    }

    private List<Path> entries(String folder) throws IOException {
        try (Stream<Path> all = Files.list(temp.resolve("data").resolve(folder))) {
            return all.toList();
        }
    }
}
