package io.casemate.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.casemate.assets.demo.DemoModel;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// From requests over HTTP to a variant whose ranges were found on them, each part a process.
@Timeout(300)
class CapturedRequestsTest {
    private static final String CONSENT = "head of quality, to calibrate the next variant";

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
        serve.destroy();
        serve.waitFor();
    }

    @Test
    void calibratesOnRequestsThatWereKeptWithConsentAndDeletesThem() throws Exception {
        Path model = DemoModel.create(temp.resolve("demo"));
        String revision = cli.done("import", model.toString()).path("revision").asString();
        cli.done("deploy", revision, "--name", "demo");

        assertEquals("CAPTURE-001", refused("start", "demo", "--samples", "8", "--consent", " "));
        assertEquals(
                "CAPTURE-002", refused("start", "other", "--samples", "8", "--consent", CONSENT));
        assertEquals(0, cli.done("capture", "list").path("captures").size());

        JsonNode started =
                cli.done("capture", "start", "demo", "--samples", "40", "--consent", CONSENT);
        assertEquals("RUNNING", started.path("phase").asString());
        assertEquals(
                "CAPTURE-003", refused("start", "demo", "--samples", "8", "--consent", CONSENT));
        assertEquals("CAPTURE-003", refused("delete", started.path("capture").asString()));
        cli.done("bench", "demo", "--seconds", "1", "--clients", "2");
        JsonNode ended = awaitEnd();

        assertEquals("COMPLETE", ended.path("phase").asString());
        assertEquals(40, ended.path("samples").asInt());
        assertEquals(CONSENT, ended.path("consent").asString());
        Path folder = Path.of(ended.path("folder").asString());
        assertTrue(Files.readString(folder.resolve("consent.json")).contains(CONSENT));

        JsonNode variant =
                cli.done(
                        "quantize",
                        revision,
                        "--recipe",
                        "static-int8",
                        "--calibration",
                        folder.toString());
        assertTrue(variant.path("accuracy").path("snrDb").asDouble() > 15, variant.toString());

        cli.done("capture", "delete", ended.path("capture").asString());
        assertFalse(Files.exists(folder));
        assertTrue(cli.done("capture", "list").path("captures").get(0).path("deleted").asBoolean());
        assertTrue(cli.done("ledger", "verify").path("ok").asBoolean());
    }

    @Test
    void endsTheConsentWithTheDeploymentAndWithTheConsole() throws Exception {
        Path model = DemoModel.create(temp.resolve("demo"));
        String revision = cli.done("import", model.toString()).path("revision").asString();
        cli.done("deploy", revision, "--name", "demo");
        cli.done("capture", "start", "demo", "--samples", "40", "--consent", CONSENT);

        cli.done("undeploy", "demo");
        JsonNode undeployed = awaitEnd();

        assertEquals("ENDED", undeployed.path("phase").asString());
        assertTrue(undeployed.path("why").asString().contains("consent"), undeployed.toString());

        cli.done("deploy", revision, "--name", "demo");
        cli.done("capture", "start", "demo", "--samples", "40", "--consent", CONSENT);
        serve.destroyForcibly().waitFor();
        serve = cli.serve();

        assertEquals("ENDED", newest().path("phase").asString());
        assertEquals(0, cli.done("capture", "status").path("captures").size());
    }

    private JsonNode awaitEnd() throws Exception {
        JsonNode capture = newest();
        for (int tries = 0; tries < 20 && capture.path("phase").asString().equals("RUNNING"); ) {
            tries++;
            capture = newest();
        }
        return capture;
    }

    private JsonNode newest() throws Exception {
        return cli.done("capture", "list").path("captures").path(0);
    }

    private String refused(String... arguments) throws Exception {
        String[] line = new String[arguments.length + 1];
        line[0] = "capture";
        System.arraycopy(arguments, 0, line, 1, arguments.length);
        return cli.run(line).problemCode();
    }
}
