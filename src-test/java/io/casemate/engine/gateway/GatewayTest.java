package io.casemate.engine.gateway;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.casemate.engine.json.Json;
import io.casemate.engine.onnx.ElementType;
import io.casemate.engine.problem.Outcome;
import io.casemate.engine.runtime.ModelRuntime;
import io.casemate.engine.runtime.OrtRuntime;
import io.casemate.engine.runtime.RuntimeConfig;
import io.casemate.engine.runtime.TinyModels;
import io.casemate.engine.telemetry.Second;
import io.casemate.engine.units.Bytes;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GatewayTest {
    private static final String ROW =
            "{\"name\":\"x\",\"shape\":[1,4],\"datatype\":\"FP32\",\"data\":[1,2,3,4]}";
    private static final String GOOD = "{\"inputs\":[" + ROW + "]}";
    private static final String FOREVER =
            "{\"inputs\":[{\"name\":\"n\",\"shape\":[1],\"datatype\":\"INT64\","
                    + "\"data\":[1152921504606846976]}]}";

    private Path folder = Path.of("");

    private final OrtRuntime runtime =
            new OrtRuntime(new RuntimeConfig(2, Duration.ofSeconds(20), 2));
    private final Gateway gateway =
            Gateway.start(runtime, new GatewayConfig(0, Bytes.mebibytes(1)));
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @BeforeAll
    void loadModels(@TempDir Path models) throws IOException {
        folder = models;
        load("scale", TinyModels.scaleAnyBatch(folder, 2));
        load("swapped", TinyModels.scale(folder, 2));
        load("measured", TinyModels.scale(folder, 2));
        load("two", TinyModels.sumAndDifference(folder));
        load("turns", TinyModels.turns(folder));
        load("lookup", TinyModels.lookUp(folder));
        load("strings", TinyModels.identity(folder, ElementType.STRING));
        load("longs", TinyModels.identity(folder, ElementType.INT64));
        load("bools", TinyModels.identity(folder, ElementType.BOOL));
        load("halves", TinyModels.identity(folder, ElementType.FLOAT16));
    }

    @AfterAll
    void close() {
        client.close();
        gateway.close();
        runtime.close();
    }

    @Test
    void infersAndEchoesTheId() throws Exception {
        HttpResponse<String> answer =
                infer("scale", "{\"id\":\"7\",\"inputs\":[" + ROW + "],\"parameters\":{\"a\":1}}");

        assertEquals(200, answer.statusCode());
        assertEquals("application/json", answer.headers().firstValue("content-type").orElse(""));
        assertEquals(
                json(
                        """
                        {"model_name":"scale","model_version":"1","id":"7","outputs":[
                         {"name":"y","datatype":"FP32","shape":[1,4],"data":[2.0,4.0,6.0,8.0]}]}\
                        """),
                json(answer.body()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"name\":\"x\",\"shape\":[2,4],\"datatype\":\"FP32\",\"data\":[[1,2,3,4],[5,6,7,8]]}",
                "{\"name\":\"x\",\"shape\":[2,4],\"datatype\":\"FP32\",\"data\":[1,2,3,4,5,6,7,8]}",
                "{\"data\":[[1,2,3,4],[5,6,7,8]],\"datatype\":\"FP32\",\"shape\":[2,4],\"name\":\"x\"}",
                "{\"name\":\"x\",\"data\":[1,2e0,3.0,4,5,6,7,8],\"shape\":[2,4],\"datatype\":\"FP32\"}"
            })
    void readsFlatAndNestedDataInAnyOrderOfMembers(String tensor) throws Exception {
        JsonNode answer = json(infer("scale", "{\"inputs\":[" + tensor + "]}").body());

        assertEquals(
                json("[2.0,4.0,6.0,8.0,10.0,12.0,14.0,16.0]"),
                answer.path("outputs").path(0).path("data"));
    }

    @Test
    void answersTheOutputsThatAreAskedFor() throws Exception {
        String two =
                "{\"inputs\":[{\"name\":\"a\",\"shape\":[2],\"datatype\":\"FP32\",\"data\":[5,7]},"
                        + "{\"name\":\"b\",\"shape\":[2],\"datatype\":\"FP32\",\"data\":[1,2]}],"
                        + "\"outputs\":[{\"name\":\"difference\"}]}";

        JsonNode outputs = json(infer("two", two).body()).path("outputs");

        assertEquals(1, outputs.size());
        assertEquals("difference", outputs.path(0).path("name").asString());
        assertEquals(json("[4.0,5.0]"), outputs.path(0).path("data"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"data-last", "data-first"})
    void carriesTextsWholeNumbersAndTruthValues(String order) throws Exception {
        assertEquals(json("[\"ä\",\"\"]"), echoed("strings", "BYTES", "[\"ä\",\"\"]", order));
        assertEquals(
                json("[9223372036854775807,-1]"),
                echoed("longs", "INT64", "[9223372036854775807,-1]", order));
        assertEquals(json("[true,false]"), echoed("bools", "BOOL", "[true,false]", order));
    }

    @Test
    void answersAnEmptyBatch() throws Exception {
        String none =
                "{\"inputs\":[{\"name\":\"x\",\"shape\":[0,4],\"datatype\":\"FP32\",\"data\":[]}]}";

        HttpResponse<String> answer = infer("scale", none);

        assertEquals(200, answer.statusCode(), answer.body());
        assertEquals(json("[]"), json(answer.body()).path("outputs").path(0).path("data"));
    }

    static Stream<Arguments> malformed() {
        String deep = "[".repeat(2000) + "1" + "]".repeat(2000);
        return Stream.of(
                arguments("", "JSON"),
                arguments("no json", "JSON"),
                arguments("[]", "object"),
                arguments("{", "JSON"),
                arguments("{}", "inputs"),
                arguments(GOOD + "x", "JSON"),
                arguments(GOOD + "{}", "end"),
                arguments(GOOD.substring(0, 40), "JSON"),
                arguments("{\"inputs\":{}}", "inputs"),
                arguments("{\"inputs\":null}", "inputs"),
                arguments("{\"inputs\":[1]}", "inputs[0]"),
                arguments("{\"inputs\":[[]]}", "inputs[0]"),
                arguments("{\"inputs\":[]}", "'x'"),
                arguments("{\"inputs\":[{}]}", "name"),
                arguments("{\"id\":1,\"inputs\":[" + ROW + "]}", "id"),
                arguments("{\"other\":1,\"inputs\":[" + ROW + "]}", "other"),
                arguments("{\"inputs\":[" + ROW + "],\"inputs\":[]}", "uplicate"),
                arguments("{\"inputs\":[" + ROW + "," + ROW + "]}", "2 inputs"),
                arguments(GOOD.replace("\"x\"", "\"z\""), "'x'"),
                arguments(GOOD.replace("\"x\"", "5"), "name"),
                arguments(GOOD.replace("FP32", "FP31"), "FP31"),
                arguments(GOOD.replace("FP32", "INT32"), "INT32"),
                arguments(GOOD.replace("FP32", "FP16"), "FP16"),
                arguments(GOOD.replace("[1,4]", "[4]"), "shape"),
                arguments(GOOD.replace("[1,4]", "[1,-4]"), "-4"),
                arguments(GOOD.replace("[1,4]", "[1,4.0]"), "shape"),
                arguments(GOOD.replace("[1,4]", "[1,[4]]"), "shape"),
                arguments(GOOD.replace("[1,4]", "[4611686018427387904,4]"), "elements"),
                arguments(GOOD.replace("[1,4]", "[99999999999999999999,4]"), "too large"),
                arguments(GOOD.replace("[1,4]", "[1,1,1,1,1,1,1,1,4]"), "dimensions"),
                arguments(GOOD.replace("[1,4]", "\"1,4\""), "shape"),
                arguments(GOOD.replace("[1,2,3,4]", "[1,2,3]"), "12 bytes"),
                arguments(GOOD.replace("[1,2,3,4]", "[1,2,3,4,5]"), "20 bytes"),
                arguments(GOOD.replace("[1,2,3,4]", "[1,2,3,NaN]"), "JSON"),
                arguments(GOOD.replace("[1,2,3,4]", "[1,2,3,\"NaN\"]"), "number"),
                arguments(GOOD.replace("[1,2,3,4]", "[1,2,3,1e39]"), "FP32"),
                arguments(GOOD.replace("[1,2,3,4]", "[1,2,3,1e999]"), "number"),
                arguments(GOOD.replace("[1,2,3,4]", "[1,2,3,null]"), "data"),
                arguments(GOOD.replace("[1,2,3,4]", "[1,2,3,true]"), "number"),
                arguments(GOOD.replace("[1,2,3,4]", "[1,2,3,{}]"), "data"),
                arguments(GOOD.replace("[1,2,3,4]", "7"), "data"),
                arguments(GOOD.replace("[1,2,3,4]", "[" + "1".repeat(99) + "]"), "JSON"),
                arguments(GOOD.replace("[1,2,3,4]", deep), "JSON"),
                arguments(dataFirst("FP32", "[1,2,3,\"NaN\"]"), "number"),
                arguments(dataFirst("FP32", deep), "JSON"),
                arguments(dataFirst("FP32", "[1,2,3,{}]"), "data"),
                arguments(dataFirst("INT8", "[1,2,3,300]"), "300"),
                arguments(dataFirst("UINT64", "[1,2,3,-1]"), "UINT64"),
                arguments(GOOD.replace("}]}", "}],\"outputs\":[{\"name\":\"z\"}]}"), "'z'"),
                arguments(
                        GOOD.replace("}]}", "}],\"outputs\":[{\"name\":\"y\"},{\"name\":\"y\"}]}"),
                        "twice"),
                arguments(GOOD.replace("}]}", "}],\"outputs\":[{}]}"), "name"),
                arguments(GOOD.replace("}]}", "}],\"outputs\":\"y\"}"), "outputs"));
    }

    @ParameterizedTest(name = "[{index}] {0}")
    @MethodSource("malformed")
    void refusesAMalformedBodyAndNamesTheField(String body, String named) {
        assertTimeout(
                Duration.ofSeconds(5),
                () -> {
                    HttpResponse<String> answer = infer("scale", body);

                    assertEquals(400, answer.statusCode(), answer.body());
                    assertTrue(errorOf(answer).contains(named), answer.body());
                });
    }

    @Test
    void refusesBytesThatAreNoText() throws Exception {
        byte[] body = GOOD.replace("\"x\"", "\"\u00ff\u00c0\"").getBytes(ISO_8859_1);

        HttpResponse<String> answer =
                send(post("scale").POST(HttpRequest.BodyPublishers.ofByteArray(body)));

        assertEquals(400, answer.statusCode(), answer.body());
    }

    @Test
    void refusesValuesThatTheModelCannotRunOn() throws Exception {
        String outside =
                "{\"inputs\":[{\"name\":\"x\",\"shape\":[2],\"datatype\":\"INT64\",\"data\":[0,9]}]}";

        assertEquals(400, infer("lookup", outside).statusCode());
    }

    @Test
    void refusesOutputsThatHaveNoJsonForm() throws Exception {
        String huge = GOOD.replace("[1,2,3,4]", "[3e38,0,0,0]");

        HttpResponse<String> answer = infer("scale", huge);

        assertEquals(400, answer.statusCode());
        assertTrue(errorOf(answer).contains("Infinity"), answer.body());
    }

    @Test
    void refusesABodyThatIsTooLarge() throws Exception {
        HttpResponse<String> answer =
                infer("scale", GOOD.replace("4]}", "4" + " ".repeat(2 << 20) + "]}"));

        assertEquals(413, answer.statusCode());
        assertNotNull(errorOf(answer));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/v3",
                "/v2/models/none",
                "/v2/models/none/ready",
                "/v2/models/none/stats",
                "/v2/models/scale/versions/2",
                "/v2/models/scale/versions/2/ready",
                "/v2/models/..%2Fscale",
                "/v2/models/scale/versions/x/stats"
            })
    void answersUnknownAddressesWith404(String path) throws Exception {
        HttpResponse<String> answer = get(path);

        assertEquals(404, answer.statusCode());
        assertTrue(!errorOf(answer).isEmpty());
    }

    @Test
    void refusesABodyOfUnknownLengthThatIsTooLarge() throws Exception {
        byte[] body = GOOD.replace("4]}", "4" + " ".repeat(2 << 20) + "]}").getBytes(UTF_8);

        HttpResponse<String> answer =
                send(
                        post("scale")
                                .POST(
                                        HttpRequest.BodyPublishers.ofInputStream(
                                                () -> new ByteArrayInputStream(body))));

        assertEquals(413, answer.statusCode());
        assertEquals(200, infer("scale", GOOD).statusCode());
    }

    @Test
    void answersAnInferenceOfAnUnknownModelWith404() throws Exception {
        assertEquals(404, infer("none", GOOD).statusCode());
        assertEquals(404, infer("scale/versions/2", GOOD).statusCode());
        assertEquals(200, infer("scale/versions/1", GOOD).statusCode());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v2/health/live",
                "/v2/health/ready",
                "/livez",
                "/readyz",
                "/v2/models/scale/ready",
                "/v2/models/scale/versions/1/ready"
            })
    void isHealthy(String path) throws Exception {
        assertEquals(200, get(path).statusCode());
    }

    @Test
    void describesItselfAndItsModels() throws Exception {
        assertEquals("casemate", json(get("/v2").body()).path("name").asString());
        assertEquals(
                json(
                        """
                        {"name":"scale","versions":["1"],"platform":"onnx_onnxv1",
                         "inputs":[{"name":"x","datatype":"FP32","shape":[-1,4]}],
                         "outputs":[{"name":"y","datatype":"FP32","shape":[-1,4]}]}\
                        """),
                json(get("/v2/models/scale").body()));
    }

    @Test
    void answers503AtTheDeadlineWithRetryAfter() {
        assertTimeout(
                Duration.ofSeconds(5),
                () -> {
                    HttpResponse<String> answer =
                            send(
                                    post("turns")
                                            .header("X-Deadline-Ms", "150")
                                            .POST(HttpRequest.BodyPublishers.ofString(FOREVER)));

                    assertEquals(503, answer.statusCode(), answer.body());
                    assertEquals("1", answer.headers().firstValue("retry-after").orElse(""));
                });
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-5", "soon", "99999999999", "1.5"})
    void refusesADeadlineThatIsNone(String deadline) throws Exception {
        HttpResponse<String> answer =
                send(
                        post("scale")
                                .header("X-Deadline-Ms", deadline)
                                .POST(HttpRequest.BodyPublishers.ofString(GOOD)));

        assertEquals(400, answer.statusCode());
    }

    @Test
    void countsSuccessesAndErrorsInMetricsStatisticsAndSeconds() throws Exception {
        for (int i = 0; i < 3; i++) {
            infer("measured", GOOD);
        }
        infer("measured", "{");

        String metrics = get("/metrics").body();
        JsonNode stats = json(get("/v2/models/measured/stats").body()).path("model_stats").path(0);
        Second second =
                runtime.drainSecond(1).stream()
                        .filter(one -> one.series().text().equals("measured"))
                        .findFirst()
                        .orElseThrow();

        String labels = "{model=\"measured\",version=\"1\"} ";
        assertTrue(metrics.contains("nv_inference_request_success" + labels + "3\n"), metrics);
        assertTrue(metrics.contains("nv_inference_request_failure" + labels + "1\n"), metrics);
        assertTrue(metrics.contains("nv_inference_exec_count" + labels + "3\n"), metrics);
        assertEquals(3, stats.path("inference_stats").path("success").path("count").asInt());
        assertEquals(1, stats.path("inference_stats").path("fail").path("count").asInt());
        assertEquals(4, second.requests());
        assertEquals(1, second.errors());
        assertEquals(3, second.compute().getTotalCount());
        assertTrue(second.total().getMaxValue() >= second.compute().getMaxValue());
    }

    @Test
    void replacesAModelUnderLoadWithoutAFailedRequest() throws Exception {
        Path[] files = {TinyModels.scale(folder, 3), TinyModels.scale(folder, 4)};
        var failed = new ConcurrentLinkedQueue<String>();
        var answered = new ConcurrentLinkedQueue<Integer>();
        var stop = new CountDownLatch(1);
        long end = System.nanoTime() + Duration.ofSeconds(3).toNanos();
        try (var clients = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 2; i++) {
                clients.submit(() -> {
                    while (stop.getCount() > 0) {
                        HttpResponse<String> answer = infer("swapped", GOOD);
                        answered.add(answer.statusCode());
                        if (answer.statusCode() != 200) {
                            failed.add(answer.body());
                        }
                    }
                    return null;
                });
            }
            for (int i = 0; System.nanoTime() < end; i++) {
                load("swapped", files[i % 2]);
            }
            stop.countDown();
        }

        assertEquals(List.of(), List.copyOf(failed));
        assertTrue(answered.size() > 20, "only " + answered.size() + " requests");
    }

    @Test
    void answersSixteenClientsEachFromItsOwnValues() throws Exception {
        var failed = new ConcurrentLinkedQueue<String>();
        try (var clients = Executors.newVirtualThreadPerTaskExecutor();
                var wide = new OrtRuntime(RuntimeConfig.standard());
                Gateway door = Gateway.start(wide, GatewayConfig.onPort(0))) {
            assertInstanceOf(
                    Outcome.Done.class, wide.load("m", "r", TinyModels.scale(folder, 2), 2));
            URI address = URI.create("http://127.0.0.1:" + door.port() + "/v2/models/m/infer");
            var work =
                    IntStream.range(0, 16)
                            .mapToObj(i -> Executors.callable(() -> ask(address, i, failed)))
                            .toList();
            for (var each : clients.invokeAll(work)) {
                each.get();
            }

            assertEquals(List.of(), List.copyOf(failed));
            assertEquals(16 * 50, wide.totals().getFirst().succeeded());
            Second second = wide.drainSecond(1).getFirst();
            assertEquals(16 * 50, second.requests());
            assertEquals(0, second.errors());
        }
    }

    private void ask(URI address, int number, ConcurrentLinkedQueue<String> failed) {
        String body = GOOD.replace("[1,2,3,4]", "[" + number + ",0,0,0]");
        var request =
                HttpRequest.newBuilder(address)
                        .timeout(Duration.ofSeconds(10))
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build();
        for (int i = 0; i < 50; i++) {
            try {
                String answer = client.send(request, HttpResponse.BodyHandlers.ofString()).body();
                if (!answer.contains("[" + 2.0 * number + ",0.0,0.0,0.0]")) {
                    failed.add(answer);
                }
            } catch (IOException | InterruptedException e) {
                failed.add(e.toString());
            }
        }
    }

    @Test
    void survivesClientsThatLeave() throws Exception {
        String head =
                "POST /v2/models/scale/infer HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\n";
        for (String sent : List.of("", "\r\n\r\n", "GARBAGE\r\n\r\n", head, head + GOOD)) {
            try (var socket = new Socket(InetAddress.getLoopbackAddress(), gateway.port())) {
                socket.getOutputStream().write(sent.getBytes(UTF_8));
                socket.setSoLinger(true, 0);
            }
        }

        assertEquals(200, infer("scale", GOOD).statusCode());
    }

    @Test
    void answersWhatItAcceptedBeforeItCloses() throws Exception {
        var accepted = new CountDownLatch(1);
        Gateway other = Gateway.start(announcing(accepted), GatewayConfig.onPort(0));
        URI address = URI.create("http://127.0.0.1:" + other.port() + "/v2/models/turns/infer");
        String slow = FOREVER.replace("1152921504606846976", "300000");
        var answer =
                client.sendAsync(
                        HttpRequest.newBuilder(address)
                                .POST(HttpRequest.BodyPublishers.ofString(slow))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        assertTrue(accepted.await(5, TimeUnit.SECONDS));

        other.close();

        assertEquals(200, answer.get(20, TimeUnit.SECONDS).statusCode());
    }

    /// {@return the runtime, which counts down when a request reaches it}
    private ModelRuntime announcing(CountDownLatch accepted) {
        return (ModelRuntime)
                Proxy.newProxyInstance(
                        ModelRuntime.class.getClassLoader(),
                        new Class<?>[] {ModelRuntime.class},
                        (_, method, arguments) -> {
                            if (method.getName().equals("infer")) {
                                accepted.countDown();
                            }
                            return method.invoke(runtime, arguments);
                        });
    }

    private JsonNode echoed(String model, String datatype, String data, String order)
            throws Exception {
        String head = "{\"name\":\"x\",\"shape\":[2],";
        String type = "\"datatype\":\"" + datatype + "\"";
        String values = "\"data\":" + data;
        String tensor = order.equals("data-first") ? values + "," + type : type + "," + values;
        HttpResponse<String> answer = infer(model, "{\"inputs\":[" + head + tensor + "}]}");
        assertEquals(200, answer.statusCode(), answer.body());
        return json(answer.body()).path("outputs").path(0).path("data");
    }

    private static String dataFirst(String datatype, String data) {
        return "{\"inputs\":[{\"name\":\"x\",\"data\":"
                + data
                + ",\"shape\":[1,4],\"datatype\":\""
                + datatype
                + "\"}]}";
    }

    private void load(String name, Path file) {
        assertInstanceOf(Outcome.Done.class, runtime.load(name, "r", file, 1));
    }

    private HttpRequest.Builder post(String model) {
        return HttpRequest.newBuilder(address("/v2/models/" + model + "/infer"));
    }

    private HttpResponse<String> infer(String model, String body)
            throws IOException, InterruptedException {
        return send(post(model).POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(address(path)));
    }

    private HttpResponse<String> send(HttpRequest.Builder request)
            throws IOException, InterruptedException {
        return client.send(
                request.timeout(Duration.ofSeconds(20)).build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private URI address(String path) {
        return URI.create("http://127.0.0.1:" + gateway.port() + path);
    }

    private static String errorOf(HttpResponse<String> answer) {
        return json(answer.body()).path("error").asString();
    }

    private static JsonNode json(String text) {
        return Json.mapper().readTree(text);
    }
}
