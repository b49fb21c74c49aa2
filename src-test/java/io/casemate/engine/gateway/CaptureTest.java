package io.casemate.engine.gateway;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.casemate.engine.fleet.CaptureOrder;
import io.casemate.engine.fleet.CaptureState;
import io.casemate.engine.fleet.CaptureState.Phase;
import io.casemate.engine.fleet.DeploymentId;
import io.casemate.engine.golden.GoldenSet;
import io.casemate.engine.golden.GoldenSets;
import io.casemate.engine.onnx.ElementType;
import io.casemate.engine.problem.Outcome;
import io.casemate.engine.runtime.OrtRuntime;
import io.casemate.engine.runtime.RuntimeConfig;
import io.casemate.engine.runtime.TinyModels;
import io.casemate.engine.tensors.Datatype;
import io.casemate.engine.tensors.Port;
import io.casemate.engine.tensors.Tensor;
import io.casemate.engine.units.Bytes;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class CaptureTest {
    private static final DeploymentId NAME = new DeploymentId("scale");
    private static final Port X = new Port("x", Datatype.FP32, List.of(-1L, 4L));

    @TempDir Path folder;

    @Test
    void keepsEachSecondAnsweredRequestInAFormThatCalibrationReads() throws Exception {
        try (var runtime = new OrtRuntime(new RuntimeConfig(1, Duration.ofSeconds(20), 1));
                Gateway gateway = Gateway.start(runtime, GatewayConfig.onPort(0));
                HttpClient client = HttpClient.newHttpClient()) {
            runtime.load("scale", "r", TinyModels.scaleAnyBatch(folder, 2), 1);
            Path samples = Files.createDirectory(folder.resolve("samples"));
            CaptureState started = done(gateway.captures().start(order(samples, 10, 2)));

            for (int i = 0; i < 5; i++) {
                ask(client, gateway, "[1,4]", "[%d,0,0,0]".formatted(i));
            }
            ask(client, gateway, "[1,3]", "[0,0,0]");
            ask(client, gateway, "[2,4]", "[9,0,0,0,8,0,0,0]");
            ask(client, gateway, "[2,4]", "[7,0,0,0,8,0,0,0]");
            CaptureState ended =
                    gateway.captures().stop(NAME, Phase.STOPPED, "It was stopped.").orElseThrow();

            GoldenSet kept = GoldenSets.open(samples, List.of(X));
            assertEquals(Phase.RUNNING, started.phase());
            assertEquals(Phase.STOPPED, ended.phase());
            assertEquals(7, ended.seen(), "the request that was refused does not count");
            assertEquals(4, kept.size());
            assertEquals(4, ended.kept());
            assertEquals(0, first(kept, 0));
            assertEquals(2, first(kept, 1));
            assertEquals(4, first(kept, 2));
            assertEquals(7, first(kept, 3));
            assertArrayEquals(new long[] {2, 4}, kept.sample(3).getFirst().shape());
        }
    }

    @Test
    void refusesWhatIsNotServedAndTexts() throws Exception {
        try (var runtime = new OrtRuntime(new RuntimeConfig(1, Duration.ofSeconds(20), 1));
                Gateway gateway = Gateway.start(runtime, GatewayConfig.onPort(0))) {
            assertEquals("CAPTURE-101", code(gateway.captures().start(order(folder, 1, 1))));

            runtime.load("scale", "r", TinyModels.identity(folder, ElementType.STRING), 1);
            assertEquals("CAPTURE-103", code(gateway.captures().start(order(folder, 1, 1))));
        }
    }

    @Test
    void neverWaitsForTheDiskAndCountsWhatItDrops() {
        var capture = new Capture(order(folder, 1000, 1), List.of(X));

        for (int i = 0; i < 100; i++) {
            capture.offer(List.of(TinyModels.tensor("x", new long[] {1, 4}, i, 0, 0, 0)));
        }

        assertEquals(100, capture.state().seen());
        assertEquals(68, capture.state().dropped(), "32 wait for the writer, which never began");
        assertEquals(0, capture.state().kept());
    }

    @Test
    void endsWithTheSamplesOrTheBytesThatWereAskedFor() throws Exception {
        var few = new Capture(order(folder, 3, 1), List.of(X));
        var small =
                new Capture(
                        new CaptureOrder(
                                NAME,
                                Files.createDirectory(folder.resolve("small")),
                                100,
                                1,
                                new Bytes(700)),
                        List.of(X));

        for (int i = 0; i < 9; i++) {
            few.offer(List.of(TinyModels.tensor("x", new long[] {1, 4}, i, 0, 0, 0)));
            small.offer(List.of(TinyModels.tensor("x", new long[] {1, 4}, i, 0, 0, 0)));
        }
        few.begin();
        small.begin();
        few.end(Phase.STOPPED, "");
        small.end(Phase.STOPPED, "");

        assertEquals(3, few.state().kept());
        assertEquals(1, small.state().kept(), small.state().toString());
        assertEquals(0, few.state().dropped());
    }

    @Test
    void failsWithTheReasonWhenTheFolderIsGone() {
        var capture = new Capture(order(folder.resolve("gone"), 3, 1), List.of(X));
        capture.offer(List.of(TinyModels.tensor("x", new long[] {1, 4}, 1, 0, 0, 0)));

        capture.begin();
        awaitEnd(capture);

        assertEquals(Phase.FAILED, capture.state().phase());
        assertEquals(0, capture.state().kept());
    }

    private static void awaitEnd(Capture capture) {
        while (capture.state().isRunning()) {
            Thread.onSpinWait();
        }
    }

    private static CaptureOrder order(Path folder, int samples, int every) {
        return new CaptureOrder(NAME, folder, samples, every, Bytes.mebibytes(1));
    }

    private static float first(GoldenSet kept, int sample) throws IOException {
        Tensor tensor = kept.sample(sample).getFirst();
        return tensor.data().getFloat(0);
    }

    private static void ask(HttpClient client, Gateway gateway, String shape, String data)
            throws Exception {
        String body =
                "{\"inputs\":[{\"name\":\"x\",\"shape\":%s,\"datatype\":\"FP32\",\"data\":%s}]}"
                        .formatted(shape, data);
        client.send(
                HttpRequest.newBuilder(
                                URI.create(
                                        "http://127.0.0.1:%d/v2/models/scale/infer"
                                                .formatted(gateway.port())))
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private static CaptureState done(Outcome<CaptureState> outcome) {
        return assertInstanceOf(Outcome.Done.class, outcome).value()
                        instanceof CaptureState state
                ? state
                : null;
    }

    private static String code(Outcome<CaptureState> outcome) {
        return assertInstanceOf(Outcome.Refused.class, outcome).problem().code().id();
    }
}
