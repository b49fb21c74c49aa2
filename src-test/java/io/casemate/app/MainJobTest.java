package io.casemate.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.casemate.assets.demo.DemoModel;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// The whole job from the command line, each verb a process, on the demo model.
@Timeout(300)
class MainJobTest {
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
    void importsQuantizesDeploysAndAnswersRequests() throws Exception {
        Path model = DemoModel.create(temp.resolve("demo"));

        JsonNode imported = cli.done("import", model.toString(), "--name", "demo");
        assertEquals("demo", imported.path("model").asString());
        assertEquals("VERIFIED", imported.path("stage").asString());
        String revision = imported.path("revision").asString();

        JsonNode int8 = cli.done("quantize", revision, "--recipe", "dynamic-int8");
        assertTrue(int8.path("bytes").asLong() < int8.path("parentBytes").asLong() * 0.5);
        assertTrue(int8.path("accuracy").path("snrDb").asDouble() > 20, int8.toString());
        assertEquals(revision, int8.path("parent").asString());

        JsonNode int4 = cli.done("quantize", revision, "--recipe", "int4-weights");
        assertTrue(int4.path("bytes").asLong() < int8.path("bytes").asLong());

        JsonNode deployed =
                cli.done("deploy", int8.path("revision").asString(), "--name", "demo-int8");
        assertEquals("SERVING", deployed.path("state").asString());
        answersReady(deployed.path("endpoint").asString(), "demo-int8");

        JsonNode load = cli.done("bench", "demo-int8", "--seconds", "2", "--clients", "2");
        assertEquals(0, load.path("errors").asLong());
        assertTrue(load.path("requests").asLong() > 10, load.toString());
        assertTrue(load.path("p50Micros").asDouble() <= load.path("p99Micros").asDouble());

        JsonNode verified = cli.done("ledger", "verify");
        assertTrue(verified.path("ok").asBoolean());
        assertTrue(verified.path("entries").asLong() >= 4, verified.toString());
    }

    @Test
    void keepsWhatItHadWhenTheConsoleIsKilled() throws Exception {
        Path model = DemoModel.create(temp.resolve("demo"));
        String revision = cli.done("import", model.toString()).path("revision").asString();
        cli.done("deploy", revision, "--name", "demo");

        serve.destroyForcibly().waitFor();
        Files.delete(temp.resolve("data/casemate.mv.db"));
        serve = cli.serve();
        JsonNode status = awaitServing();

        assertEquals(revision, status.path("revisions").get(0).path("revision").asString());
    }

    private JsonNode awaitServing() throws Exception {
        JsonNode status = cli.done("status");
        for (int tries = 0; tries < 20 && !isServing(status); tries++) {
            status = cli.done("status");
        }
        assertTrue(isServing(status), status.toString());
        return status;
    }

    private static boolean isServing(JsonNode status) {
        return "SERVING".equals(status.path("deployments").path(0).path("state").asString());
    }

    @Test
    void refusesASecondOwnerAndNamesTheFirst() throws Exception {
        var second = cli.run("serve");

        assertEquals(4, second.code());
        assertEquals("APP-001", second.problemCode());
        assertTrue(second.out().contains("Process " + serve.pid()), second.out());
    }

    @Test
    void refusesGarbageAndStaysHealthy() throws Exception {
        Path garbage = Files.writeString(temp.resolve("garbage.onnx"), "this is no model");

        var refused = cli.run("import", garbage.toString());

        assertEquals(3, refused.code());
        assertTrue(refused.problemCode().startsWith("AL-"), refused.out());
        assertEquals(0, cli.done("status").path("revisions").size());
    }

    @Test
    void neverMapsOnnxRuntimeIntoTheConsole() throws Exception {
        Path model = DemoModel.create(temp.resolve("demo"));
        String revision = cli.done("import", model.toString()).path("revision").asString();
        cli.done("quantize", revision, "--recipe", "dynamic-int8");
        cli.done("deploy", revision, "--name", "demo");

        assertFalse(maps(serve.pid()).contains("onnxruntime"));
        long agent = cli.done("status").path("hosts").get(0).path("agentPid").asLong();
        assertTrue(maps(agent).contains("onnxruntime"), "the agent does map it");
    }

    private static String maps(long pid) throws Exception {
        Path maps = Path.of("/proc/" + pid + "/maps");
        org.junit.jupiter.api.Assumptions.assumeTrue(Files.exists(maps), "needs /proc");
        return Files.readString(maps);
    }

    private static void answersReady(String endpoint, String name) throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            var request =
                    HttpRequest.newBuilder(URI.create(endpoint + "/v2/models/" + name + "/ready"))
                            .build();
            var response = client.send(request, HttpResponse.BodyHandlers.ofString());
            assertEquals(200, response.statusCode());
        }
    }
}
